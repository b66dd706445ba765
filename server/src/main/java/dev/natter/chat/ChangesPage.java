package dev.natter.chat;

import java.util.List;

/**
 * Messages that were modified, as they stand now.
 *
 * @param messages in ascending order of change, each once
 * @param change the number up to which one has seen the room's changes with this page; the next
 *     page begins after it
 * @param more whether there are further changes
 */
public record ChangesPage(List<Message> messages, long change, boolean more) {
  public ChangesPage {
    messages = List.copyOf(messages);
  }

  /** The page with no more characters than that, but with one message at least. */
  ChangesPage within(int maxCharacters) {
    long characters = 0;
    for (int i = 0; i < messages.size(); i++) {
      characters += messages.get(i).weight();
      if (i > 0 && characters > maxCharacters) {
        return new ChangesPage(messages.subList(0, i), messages.get(i - 1).change(), true);
      }
    }
    return this;
  }
}
