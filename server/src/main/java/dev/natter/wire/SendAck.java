package dev.natter.wire;

import dev.natter.chat.Message;

/** The answer to a message that was kept. */
public record SendAck(boolean ok, String id, String room, long sequence, String at) {

  /** The answer for a message. */
  public static SendAck of(Message message) {
    return new SendAck(
        true, message.id(), message.room().name(), message.sequence(), Timestamp.of(message.at()));
  }
}
