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

  /**
   * The page with no more characters than that, but with one message at least.
   *
   * @param ascends whether it was read upwards; what is left out is at its other end then
   */
  HistoryPage within(int maxCharacters, boolean ascends) {
    int count = 0;
    long characters = 0;
    while (count < messages.size()) {
      int next = ascends ? count : messages.size() - 1 - count;
      characters += messages.get(next).weight();
      if (count > 0 && characters > maxCharacters) {
        break;
      }
      count++;
    }
    if (count == messages.size()) {
      return this;
    }
    int from = ascends ? 0 : messages.size() - count;
    return new HistoryPage(messages.subList(from, from + count), true);
  }
}
