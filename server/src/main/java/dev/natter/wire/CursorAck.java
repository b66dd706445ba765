package dev.natter.wire;

import dev.natter.chat.RoomId;

/** The answer to {@code read:set} and {@code delivered:set}: what was taken note of. */
public record CursorAck(boolean ok, String room, long sequence) {

  /** The answer for a room. */
  public static CursorAck of(RoomId room, long sequence) {
    return new CursorAck(true, room.name(), sequence);
  }
}
