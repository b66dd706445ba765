package dev.natter.launch;

/** Text of others as it may stand in a line of output: no control character survives. */
final class Line {

  /** The most characters that are shown of it. */
  private static final int MAX_LENGTH = 8_192;

  private Line() {}

  static String of(String text) {
    boolean clean = text.length() <= MAX_LENGTH && text.chars().noneMatch(Line::needsEscape);
    if (clean) {
      return text;
    }
    StringBuilder line = new StringBuilder(text.length() + 16);
    int shown = Math.min(text.length(), MAX_LENGTH);
    for (int i = 0; i < shown; i++) {
      char c = text.charAt(i);
      if (needsEscape(c)) {
        line.append("\\u").append(String.format("%04x", (int) c));
      } else {
        line.append(c);
      }
    }
    return shown < text.length() ? line.append("...").toString() : line.toString();
  }

  /** Control characters, line separators, and the marks that turn the direction of reading. */
  private static boolean needsEscape(int c) {
    return Character.isISOControl(c)
        || (c >= 0x2028 && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
