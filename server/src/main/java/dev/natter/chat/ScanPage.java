package dev.natter.chat;

import java.util.List;

/**
 * Some of all messages of all rooms, room by room and in ascending order of sequence.
 *
 * @param next where the scan goes on; empty at its end
 */
public record ScanPage(List<Message> messages, String next) {
  public ScanPage {
    messages = List.copyOf(messages);
  }
}
