package dev.natter.chat;

/** A member's role, or what the room holds against it, changed. */
public record MemberChanged(Member member, SessionId origin) implements RoomEvent {
  @Override
  public RoomId room() {
    return member.room();
  }
}
