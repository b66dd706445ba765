package dev.natter.chat;

/** What a user has not seen of a room is another number now. */
public record UnreadChanged(UserId user, Unread unread) implements UserEvent {
  @Override
  public RoomId room() {
    return unread.room();
  }
}
