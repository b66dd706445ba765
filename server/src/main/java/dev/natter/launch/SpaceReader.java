package dev.natter.launch;

import dev.natter.chat.RoomId;
import dev.natter.chat.RoomRules;
import dev.natter.wire.Dialect;
import dev.natter.wire.Space;
import dev.natter.wire.Spaces;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads namespaces as settings have them: a name, and behind a question mark what differs there, as
 * {@code /team?dialects=natter+tutorial&guests=false&create-rooms=false&max-rooms=20}. natter.yaml
 * may have the same as a map, which {@link ConfigFile} spells like this.
 */
final class SpaceReader {

  private static final int MAX_JOINED = 10_000;

  private final Set<Dialect> dialects;
  private final RoomRules usual;

  /** One that knows what holds where nothing differs. */
  SpaceReader(Set<Dialect> dialects, RoomRules usual) {
    this.dialects = dialects;
    this.usual = usual;
  }

  /** The spaces of some items; {@code /} is always there. */
  Spaces read(List<String> items) {
    Map<String, Space> spaces = new LinkedHashMap<>();
    spaces.put("/", new Space("/", dialects, usual));
    for (String item : items) {
      Space space = space(item);
      spaces.put(space.name(), space);
    }
    return new Spaces(List.copyOf(spaces.values()));
  }

  private Space space(String item) {
    int mark = item.indexOf('?');
    String name = mark < 0 ? item : item.substring(0, mark);
    // It refuses a name that no namespace can have, with any text in the place of a star.
    var unused = RoomId.lobby(name.replace("*", "a"));
    Space space = new Space(name, dialects, usual);
    for (String rule : mark < 0 ? new String[0] : item.substring(mark + 1).split("&", -1)) {
      space = with(space, rule);
    }
    return space;
  }

  private static Space with(Space space, String rule) {
    int equals = rule.indexOf('=');
    String key = equals < 0 ? rule : rule.substring(0, equals);
    String value = equals < 0 ? "" : rule.substring(equals + 1);
    RoomRules rules = space.rules();
    return switch (key) {
      case "dialects" -> new Space(space.name(), dialects(value), rules);
      case "guests" ->
          new Space(space.name(), space.dialects(), rules.withGuests(truth(key, value)));
      case "create-rooms" ->
          new Space(space.name(), space.dialects(), rules.withCreateOnJoin(truth(key, value)));
      case "max-rooms" ->
          new Space(space.name(), space.dialects(), rules.withMaxJoined(number(key, value)));
      default ->
          throw new IllegalArgumentException(
              "a namespace has dialects, guests, create-rooms and max-rooms, but not '"
                  + Line.of(key)
                  + "'");
    };
  }

  private static Set<Dialect> dialects(String names) {
    Set<Dialect> dialects = EnumSet.noneOf(Dialect.class);
    for (String name : names.split("\\+", -1)) {
      Optional<Dialect> dialect = Dialect.named(name);
      dialects.add(
          dialect.orElseThrow(
              () -> new IllegalArgumentException("there is no dialect '" + Line.of(name) + "'")));
    }
    return dialects;
  }

  private static boolean truth(String key, String value) {
    if (!value.equals("true") && !value.equals("false")) {
      throw new IllegalArgumentException("'" + key + "' is true or false");
    }
    return value.equals("true");
  }

  private static int number(String key, String value) {
    if (!value.matches("\\d{1,5}") || Integer.parseInt(value) < 1) {
      throw new IllegalArgumentException("'" + key + "' is 1 to " + MAX_JOINED);
    }
    return Math.min(MAX_JOINED, Integer.parseInt(value));
  }
}
