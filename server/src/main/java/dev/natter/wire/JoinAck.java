package dev.natter.wire;

import dev.natter.chat.RoomId;
import dev.natter.chat.RoomPosition;

/**
 * The answer to {@code join} and {@code leave}.
 *
 * @param sequence that of the room's newest message
 * @param change the number of the room's newest modification
 */
public record JoinAck(boolean ok, String room, long sequence, long change) {

  /** The answer for a room. */
  public static JoinAck of(RoomId room, RoomPosition position) {
    return new JoinAck(true, room.name(), position.sequence(), position.change());
  }
}
