package dev.natter.wire;

import dev.natter.chat.RoomId;

/**
 * The answer to {@code join} and {@code leave}.
 *
 * @param sequence that of the room's newest message
 */
public record JoinAck(boolean ok, String room, long sequence) {

  /** The answer for a room. */
  public static JoinAck of(RoomId room, long sequence) {
    return new JoinAck(true, room.name(), sequence);
  }
}
