package dev.natter.wire;

import dev.natter.chat.Message;

/**
 * The answer to a modification that was kept.
 *
 * @param change the number of the message's newest modification
 */
public record AmendAck(boolean ok, String id, String room, long sequence, long change) {

  /** The answer for a message as it stands now. */
  public static AmendAck of(Message message) {
    return new AmendAck(
        true, message.id(), message.room().name(), message.sequence(), message.change());
  }
}
