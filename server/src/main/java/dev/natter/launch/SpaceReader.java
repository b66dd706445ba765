package dev.natter.launch;

import dev.natter.chat.AuthMode;
import dev.natter.chat.RateSettings;
import dev.natter.chat.RoomId;
import dev.natter.chat.RoomRules;
import dev.natter.chat.SpaceLimits;
import dev.natter.wire.Dialect;
import dev.natter.wire.Space;
import dev.natter.wire.Spaces;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads namespaces as settings have them: a name, and behind a question mark what differs there, as
 * {@code /team?dialects=natter+tutorial&auth=accounts&create-rooms=false&event-rate=5}. natter.yaml
 * may have the same as a map, which {@link ConfigFile} spells like this.
 */
final class SpaceReader {

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

  /** The numbers that a space may have, with the least and the most of each. */
  private enum Count {
    MAX_ROOMS("max-rooms", 1, 10_000),
    EVENT_RATE("event-rate", 0, 1_000_000),
    BODY_BYTES("body-bytes", 1, ServerLimits.MAX_BODY_BYTES),
    CONNECTIONS("connections", 1, 1_000_000);

    private final String key;
    private final int least;
    private final int most;

    Count(String key, int least, int most) {
      this.key = key;
      this.least = least;
      this.most = most;
    }

    private int read(String value) {
      boolean whole = value.matches("\\d{1,7}");
      if (!whole || Integer.parseInt(value) < least || Integer.parseInt(value) > most) {
        throw new IllegalArgumentException("'%s' is %d to %d".formatted(key, least, most));
      }
      return Integer.parseInt(value);
    }

    private RoomRules in(RoomRules rules, int value) {
      SpaceLimits limits = rules.limits();
      return switch (this) {
        case MAX_ROOMS -> rules.withMaxJoined(value);
        case EVENT_RATE -> rules.withLimits(limits.withEvents(RateSettings.events(value)));
        case BODY_BYTES -> rules.withLimits(limits.withBodyBytes(value));
        case CONNECTIONS -> rules.withLimits(limits.withConnections(value));
      };
    }
  }

  private Space space(String item) {
    int mark = item.indexOf('?');
    String name = mark < 0 ? item : item.substring(0, mark);
    // It refuses a name that no namespace can have, with any text in the place of a star.
    var unused = RoomId.lobby(name.replace("*", "a"));
    Space space = new Space(name, dialects, usual.withLimits(usual.limits().of(name)));
    for (String rule : mark < 0 ? new String[0] : item.substring(mark + 1).split("&", -1)) {
      space = with(space, rule);
    }
    return space;
  }

  private Space with(Space space, String rule) {
    int equals = rule.indexOf('=');
    String key = equals < 0 ? rule : rule.substring(0, equals);
    String value = equals < 0 ? "" : rule.substring(equals + 1);
    RoomRules rules = space.rules();
    return switch (key) {
      case "dialects" -> new Space(space.name(), dialects(value), rules);
      case "auth" -> space.with(rules.withAuth(modes(value)));
      case "guests" -> space.with(truth(key, value) ? rules : rules.withoutGuests());
      case "create-rooms" -> space.with(rules.withCreateOnJoin(truth(key, value)));
      default -> space.with(number(key).in(rules, number(key).read(value)));
    };
  }

  private static Count number(String key) {
    return Arrays.stream(Count.values())
        .filter(number -> number.key.equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a namespace has dialects, auth, guests, create-rooms, max-rooms, event-rate,"
                        + " body-bytes and connections, but not '"
                        + Line.of(key)
                        + "'"));
  }

  /** Ways of being recognised, of those that the server knows. */
  private Set<AuthMode> modes(String names) {
    Set<AuthMode> modes = EnumSet.noneOf(AuthMode.class);
    for (String name : names.split("\\+", -1)) {
      modes.add(
          usual.auth().stream()
              .filter(mode -> mode.name().toLowerCase(Locale.ROOT).equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "'" + Line.of(name) + "' is not among those of --auth")));
    }
    return modes;
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
}
