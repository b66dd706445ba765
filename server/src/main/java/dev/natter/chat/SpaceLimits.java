package dev.natter.chat;

import java.util.Optional;

/**
 * How much one space takes, where that is less than what the whole server does.
 *
 * @param space whose limits they are: its namespaces share them
 * @param events how often a session may send one; empty for what holds everywhere
 * @param bodyBytes the most bytes of a message body as JSON text in UTF-8
 * @param connections the most sessions at once, of all its namespaces on this node
 */
public record SpaceLimits(String space, Optional<Rate> events, int bodyBytes, int connections) {

  /** No limits of its own. */
  public static final SpaceLimits NONE =
      new SpaceLimits("", Optional.empty(), Integer.MAX_VALUE, Integer.MAX_VALUE);

  public SpaceLimits {
    if (bodyBytes < 1 || connections < 1) {
      throw new IllegalArgumentException("every limit of a space is positive");
    }
  }

  /** The same limits of another space. */
  public SpaceLimits of(String name) {
    return new SpaceLimits(name, events, bodyBytes, connections);
  }

  /** The same with another allowance of events. */
  public SpaceLimits withEvents(Rate rate) {
    return new SpaceLimits(space, Optional.of(rate), bodyBytes, connections);
  }

  /** The same with bodies of another size. */
  public SpaceLimits withBodyBytes(int bytes) {
    return new SpaceLimits(space, events, bytes, connections);
  }

  /** The same with another number of sessions. */
  public SpaceLimits withConnections(int most) {
    return new SpaceLimits(space, events, bodyBytes, most);
  }
}
