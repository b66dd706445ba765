package dev.natter.chat;

import java.util.List;

/**
 * An emoji with which people answered a message.
 *
 * @param users who did, each once, in the order in which they did; at least one
 */
public record Reaction(Emoji emoji, List<UserId> users) {
  public Reaction {
    users = List.copyOf(users);
    if (users.isEmpty()) {
      throw new IllegalArgumentException("a reaction is somebody's");
    }
  }
}
