package dev.natter.wire;

import dev.natter.chat.RoomId;
import dev.natter.chat.RoomRules;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One namespace, or all whose names fit a pattern, with what is spoken there and how its rooms come
 * to be.
 *
 * @param name begins with {@code /}; a {@code *} in it stands for one or more letters, digits,
 *     dots, dashes and underscores
 */
public record Space(String name, Set<Dialect> dialects, RoomRules rules) {

  private static final String ANY = "[A-Za-z0-9._-]+";

  public Space {
    dialects = Set.copyOf(dialects);
  }

  /** The same with other rules. */
  public Space with(RoomRules others) {
    return new Space(name, dialects, others);
  }

  /** Whether it is made of as many namespaces as clients ask for. */
  public boolean isPattern() {
    return name.indexOf('*') >= 0;
  }

  /** What the names of its namespaces look like; none is longer than a namespace may be. */
  public Pattern pattern() {
    String names =
        Arrays.stream(name.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(ANY));
    return Pattern.compile("(?=.{1," + RoomId.MAX_LENGTH + "}$)" + names);
  }
}
