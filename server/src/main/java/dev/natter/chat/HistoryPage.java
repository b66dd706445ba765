package dev.natter.chat;

import java.util.List;

/**
 * Part of a room's history.
 *
 * @param messages in ascending order of sequence
 * @param more whether the direction of reading has further messages within the query's bounds
 */
public record HistoryPage(List<Message> messages, boolean more) {
  public HistoryPage {
    messages = List.copyOf(messages);
  }
}
