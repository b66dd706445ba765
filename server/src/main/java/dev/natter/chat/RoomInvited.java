package dev.natter.chat;

/** A user was taken into a room by somebody else, and may listen there now. */
public record RoomInvited(UserId user, Room record, Sender by) implements UserEvent {
  @Override
  public RoomId room() {
    return record.id();
  }
}
