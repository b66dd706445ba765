package dev.natter.chat;

import java.util.List;

/**
 * What a search found.
 *
 * @param messages the newest first
 * @param before the sequence before which a search of the same room goes on; 0 where it cannot
 * @param more whether there may be more; a page may be short, or empty, and have more behind it,
 *     since one search looks at a bounded number of messages
 */
public record SearchPage(List<Message> messages, long before, boolean more) {
  public SearchPage {
    messages = List.copyOf(messages);
  }

  /** The page with no more characters than that, but with one message at least. */
  SearchPage within(int maxCharacters) {
    long characters = 0;
    for (int i = 0; i < messages.size(); i++) {
      characters += messages.get(i).weight();
      if (i > 0 && characters > maxCharacters) {
        return new SearchPage(messages.subList(0, i), messages.get(i - 1).sequence(), true);
      }
    }
    return this;
  }
}
