package dev.natter.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A room's address: the namespace that holds it and its name there.
 *
 * <p>The separator {@code |} is kept out of both parts, so that a store may join them into one key
 * whose ranges never overlap.
 *
 * @param namespace a Socket.IO namespace, beginning with {@code /}; at most {@value #MAX_LENGTH}
 *     characters
 * @param name the room's name within it, 1 to {@value #MAX_LENGTH} characters
 */
public record RoomId(String namespace, String name) {

  /** The most characters (UTF-16 units) in a namespace and in a room's name. */
  public static final int MAX_LENGTH = 64;

  /** The room where a connection speaks that names no room. */
  public static final String LOBBY = "lobby";

  /** How the names of direct rooms begin. */
  static final String DIRECT = "direct:";

  public RoomId {
    require(namespace.startsWith("/"), "a namespace begins with '/'");
    require(namespace.length() <= MAX_LENGTH, "a namespace has at most 64 characters");
    require(!name.isEmpty(), "a room needs a name");
    require(name.length() <= MAX_LENGTH, "a room name has at most 64 characters");
    require(name.equals(name.strip()), "a room name has no space at its ends");
    require(allowed(namespace), "a namespace has no control character and no '|'");
    require(allowed(name), "a room name has no control character and no '|'");
  }

  /** The lobby of a namespace. */
  public static RoomId lobby(String namespace) {
    return new RoomId(namespace, LOBBY);
  }

  /** The room of two users, the same whichever of them begins. */
  public static RoomId direct(String namespace, UserId one, UserId other) {
    boolean ordered = one.value().compareTo(other.value()) < 0;
    String first = ordered ? one.value() : other.value();
    String second = ordered ? other.value() : one.value();
    try {
      byte[] sha =
          MessageDigest.getInstance("SHA-256").digest((first + "|" + second).getBytes(UTF_8));
      return new RoomId(
          namespace, DIRECT + Base64.getUrlEncoder().withoutPadding().encodeToString(sha));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Whether its name is one of those that two users share. */
  public boolean isDirect() {
    return name.startsWith(DIRECT);
  }

  private static void require(boolean condition, String sentence) {
    if (!condition) {
      throw new IllegalArgumentException(sentence);
    }
  }

  private static boolean allowed(String text) {
    return text.codePoints()
        .noneMatch(c -> c == '|' || Character.isISOControl(c) || isLoneSurrogate(c));
  }

  private static boolean isLoneSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
