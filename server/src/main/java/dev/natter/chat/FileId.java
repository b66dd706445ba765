package dev.natter.chat;

/**
 * What identifies an uploaded file.
 *
 * @param value 1 to {@value #MAX_LENGTH} letters, digits, {@code -} and {@code _}
 */
public record FileId(String value) {

  /** The most characters in an id. */
  public static final int MAX_LENGTH = 64;

  public FileId {
    if (value.isEmpty() || value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("a file's id has 1 to 64 characters");
    }
    if (!value.chars().allMatch(FileId::isAllowed)) {
      throw new IllegalArgumentException("a file's id has letters, digits, '-' and '_' only");
    }
  }

  private static boolean isAllowed(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }
}
