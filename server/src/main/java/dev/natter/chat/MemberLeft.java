package dev.natter.chat;

/** Somebody is no longer in a room, and hears no more of it. */
public record MemberLeft(RoomId room, UserId user, Departure why, SessionId origin)
    implements RoomEvent {
  @Override
  public boolean mayEndHearing() {
    return true;
  }

  @Override
  public boolean sendsAway(UserId listener) {
    return listener.equals(user);
  }
}
