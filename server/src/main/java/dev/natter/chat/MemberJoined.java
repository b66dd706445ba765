package dev.natter.chat;

/** Somebody belongs to a room now. */
public record MemberJoined(Member member, SessionId origin) implements RoomEvent {
  @Override
  public RoomId room() {
    return member.room();
  }
}
