package dev.natter.chat;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Set;

/**
 * The name of an account: one word, so that people can be mentioned by it.
 *
 * @param value {@value #MIN_LENGTH} to {@value #MAX_LENGTH} letters, digits, dots, hyphens and
 *     underscores, in any script, with a letter or digit at either end
 */
public record AccountName(String value) {

  /** The fewest characters in a name. */
  public static final int MIN_LENGTH = 2;

  /** The most characters (UTF-16 units) in a name. */
  public static final int MAX_LENGTH = 32;

  /** What names of guests without one begin with. */
  static final String GUEST_PREFIX = "guest-";

  /** Mentions of everybody, and names that would speak for the server. */
  private static final Set<String> RESERVED =
      Set.of("room", "all", "everyone", "here", "channel", "system", "server", "natter", "guest");

  private static final Set<String> RESERVED_KEYS =
      RESERVED.stream().map(Skeleton::of).collect(toUnmodifiableSet());

  public AccountName {
    if (value.length() < MIN_LENGTH || value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("A name has 2 to 32 characters.");
    }
    if (!value.codePoints().allMatch(AccountName::isAllowed)
        || !Character.isLetterOrDigit(value.codePointAt(0))
        || !isWordEnd(value.codePointBefore(value.length()))) {
      throw new IllegalArgumentException(
          "A name has letters, digits, dots, hyphens and underscores, and begins and ends with"
              + " a letter or digit.");
    }
    if (isReserved(value)) {
      throw new IllegalArgumentException("This name is kept for the server.");
    }
  }

  /** The name of that spelling. */
  public static AccountName of(String value) {
    return new AccountName(value);
  }

  /** Whether a name is kept for the server, for mentions, or for guests without one. */
  public static boolean isReserved(String value) {
    String key = Skeleton.of(value);
    return key.isEmpty()
        || RESERVED_KEYS.contains(key)
        || key.startsWith(Skeleton.of(GUEST_PREFIX));
  }

  private static boolean isAllowed(int codePoint) {
    return isWordEnd(codePoint) || codePoint == '.' || codePoint == '-' || codePoint == '_';
  }

  /** A letter of many scripts ends with a mark. */
  private static boolean isWordEnd(int codePoint) {
    int type = Character.getType(codePoint);
    return Character.isLetterOrDigit(codePoint)
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }
}
