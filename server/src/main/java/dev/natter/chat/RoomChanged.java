package dev.natter.chat;

/** A room's record was made or changed. */
public record RoomChanged(Room record, SessionId origin) implements RoomEvent {
  @Override
  public RoomId room() {
    return record.id();
  }

  @Override
  public boolean mayEndHearing() {
    return true;
  }
}
