package dev.natter.launch;

import dev.natter.auth.AuthSettings;
import dev.natter.chat.RateSettings;
import dev.natter.chat.RoomRules;
import dev.natter.net.TrustedProxies;
import dev.natter.store.mongo.MongoSettings;
import dev.natter.wire.Dialect;
import dev.natter.wire.Spaces;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The settings in force, each with its type and within its range.
 *
 * @param wsPort 0 for no second listener
 * @param tls empty to listen without encryption
 * @param corsOrigins empty for none, {@code *} for any
 * @param spaces the namespaces, {@code /} always among them
 */
record Settings(
    String host,
    int port,
    int wsPort,
    Optional<TlsFiles> tls,
    String path,
    List<String> corsOrigins,
    TrustedProxies proxies,
    Path data,
    Optional<String> mongoUri,
    Delivery delivery,
    boolean fsync,
    int uploadBytes,
    List<String> uploadTypes,
    Set<Dialect> dialects,
    boolean webhooksInside,
    boolean permessageDeflate,
    Spaces spaces,
    LogFormat logFormat,
    Duration drain,
    Duration presenceGrace,
    AuthSettings auth,
    RateSettings rates,
    ServerLimits limits) {

  private static final int MAX_PORT = 65_535;
  private static final int MAX_EVENT_RATE = 1_000_000;
  private static final Duration MAX_DRAIN = Duration.ofMinutes(10);
  private static final Duration MAX_PRESENCE_GRACE = Duration.ofMinutes(10);

  /** A file lies in memory while it arrives. */
  private static final int MAX_UPLOAD_BYTES = 32 << 20;

  private static final Pattern MEDIA_TYPE = Pattern.compile("\\*|[a-z0-9.+-]+/([a-z0-9.+-]+|\\*)");
  private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final Pattern ORIGIN = Pattern.compile("\\*|[a-z][a-z0-9+.-]*://[^/\\s]+");
  private static final Pattern URL_PATH = Pattern.compile("(?:/[A-Za-z0-9._~-]+)+");

  /** Reads what was chosen; the first value that cannot be meant is refused. */
  static Settings of(Choices choices) throws UsageException {
    Reader read = new Reader(choices);
    int port = read.port(Setting.PORT);
    int wsPort = read.port(Setting.WS_PORT);
    if (port != 0 && port == wsPort) {
      throw read.refusal(Setting.WS_PORT, "that is the first port already");
    }
    return new Settings(
        read.word(Setting.HOST),
        port,
        wsPort,
        TlsFiles.of(read),
        read.path(),
        read.origins(),
        read.proxies(),
        read.folder(),
        read.mongoUri(),
        read.oneOf(Setting.DELIVERY, Delivery.values()),
        read.truth(Setting.FSYNC),
        read.count(Setting.UPLOAD_BYTES, MAX_UPLOAD_BYTES),
        read.uploadTypes(),
        read.dialects(),
        read.truth(Setting.WEBHOOKS_INSIDE),
        read.truth(Setting.PERMESSAGE_DEFLATE),
        read.spaces(),
        read.oneOf(Setting.LOG_FORMAT, LogFormat.values()),
        read.time(Setting.DRAIN, MAX_DRAIN),
        read.time(Setting.PRESENCE_GRACE, MAX_PRESENCE_GRACE),
        AuthReader.auth(read),
        RateSettings.ofEvents(read.number(Setting.EVENT_RATE, MAX_EVENT_RATE)),
        ServerLimits.of(read));
  }

  /** Turns text into values. */
  record Reader(Choices choices) {

    String text(Setting setting) {
      return choices.of(setting).text().strip();
    }

    String word(Setting setting) throws UsageException {
      String text = text(setting);
      if (text.isEmpty() || text.chars().anyMatch(Character::isWhitespace)) {
        throw refusal(setting, "one word is needed");
      }
      return text;
    }

    int port(Setting setting) throws UsageException {
      String text = text(setting);
      if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= MAX_PORT) {
        return Integer.parseInt(text);
      }
      throw refusal(setting, "a port is a number from 0 to " + MAX_PORT);
    }

    int count(Setting setting, int most) throws UsageException {
      String text = text(setting);
      if (text.matches("[1-9]\\d{0,8}") && Integer.parseInt(text) <= most) {
        return Integer.parseInt(text);
      }
      throw refusal(setting, "it is a number from 1 to " + most);
    }

    List<String> uploadTypes() throws UsageException {
      List<String> types = items(Setting.UPLOAD_TYPES);
      if (types.isEmpty() || !types.stream().allMatch(type -> MEDIA_TYPE.matcher(type).matches())) {
        throw refusal(Setting.UPLOAD_TYPES, "a media type is as image/png, image/* or *");
      }
      return types;
    }

    int number(Setting setting, int most) throws UsageException {
      String text = text(setting);
      if (text.matches("\\d{1,9}") && Integer.parseInt(text) <= most) {
        return Integer.parseInt(text);
      }
      throw refusal(setting, "it is a number from 0 to " + most);
    }

    boolean truth(Setting setting) throws UsageException {
      String text = text(setting);
      if (text.equals("true") || text.equals("false")) {
        return text.equals("true");
      }
      throw refusal(setting, "it is true or false");
    }

    <E extends Enum<E>> E oneOf(Setting setting, E[] values) throws UsageException {
      List<String> names =
          Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT)).toList();
      int index = names.indexOf(text(setting));
      if (index < 0) {
        throw refusal(setting, "it is one of " + String.join(", ", names));
      }
      return values[index];
    }

    Duration time(Setting setting, Duration longest) throws UsageException {
      Matcher matcher = TIME.matcher(text(setting));
      if (!matcher.matches()) {
        throw refusal(setting, "a time is a number with ms, s, m, h or d, as 500ms, 5s or 1m");
      }
      long amount = Long.parseLong(matcher.group(1));
      Duration time =
          switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
          };
      if (time.compareTo(longest) > 0) {
        throw refusal(setting, "it is at most " + longest.toMinutes() + "m");
      }
      return time;
    }

    String path() throws UsageException {
      String text = text(Setting.PATH).replaceFirst("/$", "");
      if (!URL_PATH.matcher(text).matches()) {
        throw refusal(Setting.PATH, "a path begins with / and names something, as /socket.io");
      }
      return text;
    }

    List<String> origins() throws UsageException {
      List<String> origins = items(Setting.CORS_ORIGIN);
      for (String origin : origins) {
        if (!ORIGIN.matcher(origin).matches()) {
          throw refusal(
              Setting.CORS_ORIGIN, "an origin is * or as https://example.com, without a path");
        }
      }
      return origins;
    }

    TrustedProxies proxies() throws UsageException {
      try {
        return TrustedProxies.of(items(Setting.TRUSTED_PROXIES));
      } catch (IllegalArgumentException e) {
        throw refusal(Setting.TRUSTED_PROXIES, String.valueOf(e.getMessage()));
      }
    }

    Path folder() throws UsageException {
      String text = text(Setting.DATA);
      try {
        if (!text.isEmpty()) {
          return Path.of(text);
        }
      } catch (InvalidPathException e) {
        throw refusal(Setting.DATA, "no folder can have that name");
      }
      throw refusal(Setting.DATA, "the name of a folder is needed");
    }

    Optional<String> mongoUri() throws UsageException {
      String text = text(Setting.MONGO_URI);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      if (!text.startsWith("mongodb://") && !text.startsWith("mongodb+srv://")) {
        throw refusal(Setting.MONGO_URI, "it begins with mongodb:// or mongodb+srv://");
      }
      if (text.startsWith("mongodb://")) {
        try {
          MongoSettings.of(text);
        } catch (IllegalArgumentException e) {
          throw refusal(Setting.MONGO_URI, String.valueOf(e.getMessage()));
        }
      }
      return Optional.of(text);
    }

    Set<Dialect> dialects() throws UsageException {
      List<String> known = Stream.of(Dialect.values()).map(Dialect::wireName).toList();
      Set<Dialect> dialects = EnumSet.noneOf(Dialect.class);
      for (String name : items(Setting.DIALECTS)) {
        Optional<Dialect> dialect = Dialect.named(name);
        if (dialect.isEmpty()) {
          throw refusal(
              Setting.DIALECTS,
              "the nearest to '%s' is '%s'".formatted(Line.of(name), Nearest.to(name, known)));
        }
        dialects.add(dialect.get());
      }
      if (dialects.isEmpty()) {
        throw refusal(Setting.DIALECTS, "at least one is needed");
      }
      return dialects;
    }

    Spaces spaces() throws UsageException {
      RoomRules usual =
          RoomRules.defaults()
              .withAuth(AuthReader.modes(this))
              .withCreateOnJoin(truth(Setting.CREATE_ROOMS));
      SpaceReader reader = new SpaceReader(dialects(), usual);
      try {
        return reader.read(items(Setting.NAMESPACES));
      } catch (IllegalArgumentException e) {
        throw refusal(Setting.NAMESPACES, String.valueOf(e.getMessage()));
      }
    }

    List<String> items(Setting setting) {
      return Stream.of(text(setting).split(","))
          .map(String::strip)
          .filter(item -> !item.isEmpty())
          .toList();
    }

    UsageException refusal(Setting setting, String sentence) {
      Choice choice = choices.of(setting);
      return new UsageException(
          "%s cannot be '%s': %s."
              .formatted(
                  choice.origin(), Line.of(Secrets.masked(setting, choice.text())), sentence));
    }
  }
}
