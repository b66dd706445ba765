package dev.natter.chat;

/** A message was stored. */
public record MessagePosted(Message message, SessionId origin) implements RoomEvent {
  @Override
  public RoomId room() {
    return message.room();
  }
}
