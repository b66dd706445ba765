package dev.natter.chat;

import java.nio.charset.StandardCharsets;

/**
 * What an uploaded file is called. It is shown and offered for saving, and never becomes the name
 * of a file here.
 *
 * @param value 1 to {@value #MAX_LENGTH} characters, none of which is invisible or parts folders
 */
public record FileName(String value) {

  /** The most characters (UTF-16 units) in a name. */
  public static final int MAX_LENGTH = 200;

  public FileName {
    if (value.isBlank() || value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("a file's name has 1 to 200 characters");
    }
    if (value.equals(".")
        || value.equals("..")
        || !value.codePoints().allMatch(FileName::isShown)) {
      throw new IllegalArgumentException(
          "a file's name has no slash and no character that cannot be seen");
    }
  }

  private static boolean isShown(int c) {
    int type = Character.getType(c);
    return c != '/'
        && c != '\\'
        && type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.SURROGATE
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR;
  }

  /** The name in the letters that old software reads, others as {@code _}. */
  public String ascii() {
    byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
    return new String(bytes, StandardCharsets.US_ASCII).replaceAll("[^A-Za-z0-9._ -]", "_");
  }
}
