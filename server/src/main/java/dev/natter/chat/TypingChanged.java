package dev.natter.chat;

/**
 * Somebody began or ceased to type. It is never stored, and nobody misses a beginning that is lost;
 * whoever was told of one must be told of its end.
 */
public record TypingChanged(RoomId room, Sender from, boolean typing, SessionId origin)
    implements RoomEvent {
  @Override
  public boolean isVolatile() {
    return typing;
  }

  @Override
  public boolean echoes() {
    return false;
  }
}
