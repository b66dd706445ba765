package dev.natter.wire;

import dev.natter.chat.RoomRules;
import dev.natter.chat.SpaceLimits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The namespaces that exist, each with its own rules. One that is named goes before one that a
 * pattern makes, and of patterns the first that fits. It is asked for every message.
 *
 * <p>Thread: any; immutable.
 */
public final class Spaces {

  /** The most of them. */
  public static final int MAX_SPACES = 1_000;

  private final List<Space> all;
  private final Map<String, Space> named = new HashMap<>();
  private final List<Made> made;

  /** A space of all namespaces whose names look alike. */
  private record Made(Pattern names, Space space) {}

  public Spaces(List<Space> all) {
    this.all = List.copyOf(all);
    if (all.size() > MAX_SPACES) {
      throw new IllegalArgumentException("at most " + MAX_SPACES + " are served");
    }
    all.stream()
        .filter(space -> !space.isPattern())
        .forEach(space -> named.putIfAbsent(space.name(), space));
    made =
        all.stream()
            .filter(Space::isPattern)
            .map(space -> new Made(space.pattern(), space))
            .toList();
  }

  /** All of them, in the order in which they were given. */
  public List<Space> all() {
    return all;
  }

  /** Namespaces that speak all of these dialects, by the usual rules. */
  public static Spaces of(Set<String> names, Set<Dialect> dialects) {
    return new Spaces(
        names.stream().map(name -> new Space(name, dialects, RoomRules.defaults())).toList());
  }

  /** The space that a namespace belongs to; empty if it does not exist. */
  public Optional<Space> find(String namespace) {
    return Optional.ofNullable(named.get(namespace)).or(() -> made(namespace));
  }

  private Optional<Space> made(String namespace) {
    return made.stream()
        .filter(one -> one.names().matcher(namespace).matches())
        .findFirst()
        .map(Made::space);
  }

  /** How rooms come to be in a namespace; by the usual rules where it does not exist. */
  public RoomRules rules(String namespace) {
    return find(namespace).map(Space::rules).orElseGet(RoomRules::defaults);
  }

  /** How much a namespace takes, which it shares with its space. */
  public SpaceLimits limits(String namespace) {
    return rules(namespace).limits();
  }
}
