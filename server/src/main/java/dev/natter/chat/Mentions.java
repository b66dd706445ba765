package dev.natter.chat;

import java.util.List;

/**
 * Whom a message addresses by name, so that they are told apart from the rest.
 *
 * @param users those named, each once, at most {@value #MAX_USERS}
 * @param everyone whether it addresses the whole room
 */
public record Mentions(List<UserId> users, boolean everyone) {

  /** The most users that one message addresses; further names are text alone. */
  public static final int MAX_USERS = 20;

  /** Nobody. */
  public static final Mentions NONE = new Mentions(List.of(), false);

  public Mentions {
    users = users.stream().distinct().limit(MAX_USERS).toList();
  }

  /** Whether it addresses anybody. */
  public boolean isPresent() {
    return everyone || !users.isEmpty();
  }
}
