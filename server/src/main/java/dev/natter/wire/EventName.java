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
  SEARCH("search");

  private final String text;

  EventName(String text) {
    this.text = text;
  }

  /** The name as it stands on the wire. */
  public String text() {
    return text;
  }
}
