package dev.natter.chat;

/**
 * A stored message was edited, deleted or reacted to.
 *
 * @param message as it stands now, with the number of this change
 */
public record MessageChanged(Message message, SessionId origin) implements RoomEvent {
  @Override
  public RoomId room() {
    return message.room();
  }
}
