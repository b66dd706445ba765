package dev.natter.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.natter.chat.Role;
import dev.natter.chat.Sender;
import dev.natter.chat.Standing;
import dev.natter.chat.UserId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Turns the claims of others' tokens into one of our identities. What it cannot read is left. */
final class ClaimReader {

  /** The most rooms that a token may bring roles for. */
  private static final int MAX_ROOMS = 200;

  private static final int MAX_SUBJECT = 100;
  private static final String EVERY_ROOM = "*";
  private static final String ADMIN = "admin";
  private static final Pattern DOT = Pattern.compile("\\.");
  private static final Pattern SEPARATOR = Pattern.compile("[\\s,]+");

  private final ClaimNames names;

  ClaimReader(ClaimNames names) {
    this.names = names;
  }

  Identity identity(Map<String, Object> claims, Instant expires) throws TokenException {
    String subject = text(claims, names.user());
    if (subject.isEmpty()) {
      throw TokenException.notGood();
    }
    List<String> roles = texts(claim(claims, names.roles()));
    Map<String, Role> grants = new HashMap<>(rooms(claim(claims, names.rooms())));
    roles.forEach(
        text -> role(text).ifPresent(role -> grants.merge(EVERY_ROOM, role, ClaimReader::higher)));
    return new Identity(
        user(subject),
        name(text(claims, names.name()), subject),
        roles.contains(ADMIN) ? Standing.ADMIN : Standing.USER,
        grants,
        Optional.of(expires));
  }

  private static Role higher(Role one, Role other) {
    return one.atLeast(other) ? one : other;
  }

  /** Ids have a length and no bar; what does not fit is known by its digest. */
  private static UserId user(String subject) {
    boolean fits =
        subject.length() <= MAX_SUBJECT
            && subject.chars().noneMatch(c -> c == '|' || c == '#' || Character.isISOControl(c));
    return UserId.subject(fits ? subject : "#" + digest(subject));
  }

  private static String digest(String text) {
    try {
      byte[] sha = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(sha);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String name(String name, String subject) {
    StringBuilder seen = new StringBuilder();
    (name.isBlank() ? subject : name)
        .strip()
        .codePoints()
        .filter(c -> !isInvisible(c))
        .forEach(seen::appendCodePoint);
    int end = Math.min(seen.length(), Sender.MAX_NAME_LENGTH);
    boolean cutsPair = end > 0 && end < seen.length() && isHigh(seen.charAt(end - 1));
    String cut = seen.substring(0, cutsPair ? end - 1 : end).strip();
    return cut.isEmpty() ? "user" : cut;
  }

  private static boolean isHigh(char c) {
    return Character.isHighSurrogate(c);
  }

  private static boolean isInvisible(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE;
  }

  private static Map<String, Role> rooms(Object claim) {
    Map<String, Role> grants = new HashMap<>();
    if (claim instanceof Map<?, ?> byRoom) {
      byRoom.forEach(
          (room, role) -> role(String.valueOf(role)).ifPresent(r -> grants.put("" + room, r)));
    } else {
      texts(claim).forEach(room -> grants.put(room, Role.MEMBER));
    }
    if (grants.size() > MAX_ROOMS) {
      grants.keySet().retainAll(grants.keySet().stream().sorted().limit(MAX_ROOMS).toList());
    }
    return grants;
  }

  private static Optional<Role> role(String text) {
    try {
      return Optional.of(Role.valueOf(text.toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String text(Map<String, Object> claims, String name) {
    return claim(claims, name) instanceof String text ? text : "";
  }

  private static List<String> texts(Object claim) {
    if (claim instanceof String text) {
      return SEPARATOR.splitAsStream(text.strip()).toList();
    }
    return claim instanceof Collection<?> list
        ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }

  /** A claim by its name, else by the path that the name's dots make; an empty text if missing. */
  private static Object claim(Map<String, Object> claims, String name) {
    Object direct = claims.get(name);
    if (direct != null) {
      return direct;
    }
    Object found = claims;
    for (String part : DOT.splitAsStream(name).toList()) {
      Object next = found instanceof Map<?, ?> object ? object.get(part) : null;
      if (next == null) {
        return "";
      }
      found = next;
    }
    return found;
  }
}
