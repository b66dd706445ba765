package dev.natter.launch;

import dev.natter.auth.AuthSettings;
import dev.natter.auth.ClaimNames;
import dev.natter.auth.GuestNaming;
import dev.natter.auth.TrustedIssuer;
import dev.natter.chat.AuthMode;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the settings that say who is let in. */
final class AuthReader {

  private static final Duration MAX_LIFE = Duration.ofDays(365);
  private static final List<Setting> ISSUERS =
      List.of(Setting.JWT_SECRET, Setting.JWT_KEY_FILE, Setting.JWT_JWKS);
  private static final List<String> CLAIMS = List.of("user", "name", "roles", "rooms");

  private AuthReader() {}

  static AuthSettings auth(Settings.Reader read) throws UsageException {
    Set<AuthMode> modes = modes(read);
    List<Setting> given = ISSUERS.stream().filter(key -> !read.text(key).isEmpty()).toList();
    boolean needed = modes.contains(AuthMode.TOKEN);
    if (needed && given.size() != 1) {
      throw read.refusal(
          Setting.AUTH, "token needs exactly one of --jwt-secret, --jwt-key-file and --jwt-jwks");
    }
    if (!needed && !given.isEmpty()) {
      throw read.refusal(given.get(0), "tokens are trusted with --auth token only");
    }
    Duration life = read.time(Setting.TOKEN_LIFE, MAX_LIFE);
    if (life.compareTo(Duration.ofSeconds(1)) < 0) {
      throw read.refusal(Setting.TOKEN_LIFE, "it is at least 1s");
    }
    return new AuthSettings(
        modes,
        needed ? Optional.of(issuer(read)) : Optional.empty(),
        read.oneOf(Setting.GUEST_NAMES, GuestNaming.values()),
        life,
        read.truth(Setting.REGISTER));
  }

  static Set<AuthMode> modes(Settings.Reader read) throws UsageException {
    Map<String, AuthMode> known = new LinkedHashMap<>();
    for (AuthMode mode : AuthMode.values()) {
      known.put(mode.name().toLowerCase(Locale.ROOT), mode);
    }
    Set<AuthMode> modes = EnumSet.noneOf(AuthMode.class);
    for (String item : read.items(Setting.AUTH)) {
      AuthMode mode = known.get(item);
      if (mode == null) {
        String nearest = Nearest.to(item, known.keySet());
        throw read.refusal(
            Setting.AUTH, "the nearest to '%s' is '%s'".formatted(Line.of(item), nearest));
      }
      modes.add(mode);
    }
    if (modes.isEmpty()) {
      throw read.refusal(Setting.AUTH, "it is open, accounts, token or several of them");
    }
    return modes;
  }

  private static TrustedIssuer issuer(Settings.Reader read) throws UsageException {
    return new TrustedIssuer(
        present(read.text(Setting.JWT_SECRET)),
        keyFile(read),
        keySet(read),
        read.items(Setting.JWT_ALGORITHMS),
        read.text(Setting.JWT_ISSUER),
        read.text(Setting.JWT_AUDIENCE),
        claims(read));
  }

  private static Optional<String> present(String text) {
    return Optional.of(text).filter(given -> !given.isEmpty());
  }

  private static Optional<Path> keyFile(Settings.Reader read) throws UsageException {
    try {
      return present(read.text(Setting.JWT_KEY_FILE)).map(Path::of);
    } catch (InvalidPathException e) {
      throw read.refusal(Setting.JWT_KEY_FILE, "no file can have that name");
    }
  }

  private static Optional<URI> keySet(Settings.Reader read) throws UsageException {
    String text = read.text(Setting.JWT_JWKS);
    try {
      if (text.isEmpty() || text.matches("https?://[^\\s]+")) {
        return present(text).map(URI::create);
      }
    } catch (IllegalArgumentException e) {
      throw read.refusal(Setting.JWT_JWKS, "it is no address");
    }
    throw read.refusal(Setting.JWT_JWKS, "it begins with https:// or http://");
  }

  private static ClaimNames claims(Settings.Reader read) throws UsageException {
    ClaimNames usual = ClaimNames.defaults();
    Map<String, String> names =
        new HashMap<>(
            Map.of(
                "user", usual.user(),
                "name", usual.name(),
                "roles", usual.roles(),
                "rooms", usual.rooms()));
    for (String item : read.items(Setting.JWT_CLAIMS)) {
      int equals = item.indexOf('=');
      String key = equals < 0 ? item : item.substring(0, equals).strip();
      if (equals < 0 || !CLAIMS.contains(key) || equals == item.length() - 1) {
        throw read.refusal(
            Setting.JWT_CLAIMS, "it is pairs as user=sub, of " + String.join(", ", CLAIMS));
      }
      names.put(key, item.substring(equals + 1).strip());
    }
    return new ClaimNames(
        names.getOrDefault("user", ""),
        names.getOrDefault("name", ""),
        names.getOrDefault("roles", ""),
        names.getOrDefault("rooms", ""));
  }
}
