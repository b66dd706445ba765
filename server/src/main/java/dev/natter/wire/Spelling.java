package dev.natter.wire;

import java.util.List;

/**
 * A message as one dialect spells it.
 *
 * @param event the event's name; for a raw door, where there are no events, the dialect's name
 * @param arguments the event's arguments as JSON; for a raw door the one frame's text
 */
public record Spelling(String event, List<String> arguments) {
  public Spelling {
    arguments = List.copyOf(arguments);
  }

  /** The only argument. */
  public String text() {
    return arguments.get(0);
  }
}
