package dev.natter.chat;

/**
 * What one reacts with: an emoji or a short word, as its sender spelled it.
 *
 * @param text 1 to {@value #MAX_LENGTH} characters, without space and control characters
 */
public record Emoji(String text) {

  /** The most characters (UTF-16 units); the longest emoji sequences of Unicode have 15. */
  public static final int MAX_LENGTH = 32;

  public Emoji {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("an emoji has 1 to 32 characters");
    }
    if (text.codePoints().anyMatch(Emoji::isRefused)) {
      throw new IllegalArgumentException("an emoji has no space and no control character");
    }
  }

  private static boolean isRefused(int c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.isISOControl(c)
        || Character.getType(c) == Character.SURROGATE;
  }
}
