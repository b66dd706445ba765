package dev.natter.chat;

/**
 * A member has read, or received, a room's messages up to a sequence.
 *
 * @param read whether it has read them; otherwise they only reached it
 */
public record CursorMoved(RoomId room, UserId user, boolean read, long sequence)
    implements RoomEvent {
  @Override
  public SessionId origin() {
    return SessionId.NONE;
  }

  @Override
  public boolean isVolatile() {
    return true;
  }
}
