package dev.natter.wire;

import dev.natter.chat.RoomRules;
import dev.natter.chat.SpaceLimits;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The namespaces that exist, each with its own rules. One that is named goes before one that a
 * pattern makes, and of patterns the first that fits.
 */
public record Spaces(List<Space> all) {

  /** The most of them. */
  public static final int MAX_SPACES = 1_000;

  public Spaces {
    all = List.copyOf(all);
    if (all.size() > MAX_SPACES) {
      throw new IllegalArgumentException("at most " + MAX_SPACES + " are served");
    }
  }

  /** Namespaces that speak all of these dialects, by the usual rules. */
  public static Spaces of(Set<String> names, Set<Dialect> dialects) {
    return new Spaces(
        names.stream().map(name -> new Space(name, dialects, RoomRules.defaults())).toList());
  }

  /** The space that a namespace belongs to; empty if it does not exist. */
  public Optional<Space> find(String namespace) {
    Optional<Space> named = all.stream().filter(space -> space.name().equals(namespace)).findAny();
    return named.filter(space -> !space.isPattern()).or(() -> made(namespace));
  }

  private Optional<Space> made(String namespace) {
    return all.stream().filter(Space::isPattern).filter(s -> s.holds(namespace)).findFirst();
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
