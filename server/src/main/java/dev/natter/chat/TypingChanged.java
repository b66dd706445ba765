package dev.natter.chat;

/** Somebody began or ceased to type. It is never stored, and nobody misses one that is lost. */
public record TypingChanged(RoomId room, Sender from, boolean typing, SessionId origin)
    implements RoomEvent {
  @Override
  public boolean isVolatile() {
    return true;
  }

  @Override
  public boolean echoes() {
    return false;
  }
}
