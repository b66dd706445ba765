package dev.natter.wire;

/** Every event of the Socket.IO door, in either direction. */
public enum EventName {
  MESSAGE("message"),
  SEND_MESSAGE("send message"),
  RECEIVE_MESSAGE("receive message"),
  CHAT_MESSAGE("chat message"),
  NEW_MESSAGE("new message"),
  ADD_USER("add user"),
  LOGIN("login"),
  USER_JOINED("user joined"),
  USER_LEFT("user left"),
  TYPING("typing"),
  STOP_TYPING("stop typing"),
  PRIVATE_MESSAGE("private message"),
  SESSION("session"),
  USERS("users"),
  USER_CONNECTED("user connected"),
  USER_DISCONNECTED("user disconnected"),
  MESSAGE_SEND("message:send"),
  MESSAGE_POSTED("message:posted"),
  JOIN("join"),
  LEAVE("leave"),
  HISTORY("history"),
  MESSAGE_CHANGED("message:changed"),
  MESSAGE_EDIT("message:edit"),
  MESSAGE_DELETE("message:delete"),
  MESSAGE_REACT("message:react"),
  MESSAGE_EDITS("message:edits"),
  ROOM_CHANGES("room:changes"),
  SESSION_OPENED("session:opened"),
  SESSION_REFRESH("session:refresh"),
  SESSION_EXPIRING("session:expiring"),
  SESSION_ENDED("session:ended"),
  SEARCH("search"),
  ROOM_CREATE("room:create"),
  ROOM_LIST("room:list"),
  ROOM_SHOW("room:show"),
  ROOM_UPDATE("room:update"),
  ROOM_INVITE("room:invite"),
  ROOM_KICK("room:kick"),
  ROOM_BAN("room:ban"),
  ROOM_UNBAN("room:unban"),
  ROOM_MUTE("room:mute"),
  ROOM_UNMUTE("room:unmute"),
  ROOM_ROLE("room:role"),
  ROOM_MEMBERS("room:members"),
  DIRECT_OPEN("direct:open"),
  ROOM_CHANGED("room:changed"),
  MEMBER_JOINED("member:joined"),
  MEMBER_CHANGED("member:changed"),
  MEMBER_LEFT("member:left"),
  ROOM_INVITED("room:invited"),
  ROOM_REMOVED("room:removed"),
  READ_SET("read:set"),
  DELIVERED_SET("delivered:set"),
  READ_MOVED("read:moved"),
  DELIVERED_MOVED("delivered:moved"),
  UNREAD_LIST("unread:list"),
  UNREAD_CHANGED("unread:changed"),
  TYPING_SET("typing:set"),
  TYPING_CHANGED("typing:changed"),
  PRESENCE_LIST("presence:list"),
  PRESENCE_CHANGED("presence:changed");

  private final String text;

  EventName(String text) {
    this.text = text;
  }

  /** The name as it stands on the wire. */
  public String text() {
    return text;
  }
}
