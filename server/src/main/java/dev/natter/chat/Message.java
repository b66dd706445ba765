package dev.natter.chat;

import java.time.Instant;

/**
 * What was stored.
 *
 * @param sequence the message's place in its room: 1, 2, 3… without gaps
 * @param at when the server took it, to the millisecond
 * @param key the sender's idempotency key, {@link IdempotencyKey#NONE} if there was none
 */
public record Message(
    RoomId room, long sequence, Sender sender, Instant at, MessageBody body, IdempotencyKey key) {

  /** The message's id, unique in its namespace: the room's name, a colon, the sequence. */
  public String id() {
    return room.name() + ":" + sequence;
  }
}
