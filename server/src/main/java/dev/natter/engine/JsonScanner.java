package dev.natter.engine;

import java.util.Arrays;

/**
 * Checks that a text is JSON and finds where the elements of an array begin and end, without making
 * a value of any: what is only passed on is never parsed. Nesting and numbers are bounded.
 *
 * <p>Thread: one at a time.
 */
final class JsonScanner {

  /** No double needs more characters. */
  private static final int MAX_NUMBER_CHARS = 100;

  private final String text;
  private final int maxDepth;
  private int at;

  private JsonScanner(String text, int from, int maxDepth) {
    this.text = text;
    this.at = from;
    this.maxDepth = maxDepth;
  }

  /**
   * Start and end of each element of the array that the text holds from {@code from} to its end.
   *
   * @param maxDepth how deep one element may nest
   */
  static int[] elements(String text, int from, int maxDepth) throws MalformedPacket {
    JsonScanner scanner = new JsonScanner(text, from, maxDepth);
    int[] bounds = scanner.topLevelArray();
    scanner.end();
    return bounds;
  }

  /** Checks that the text holds one object from {@code from} to its end. */
  static void object(String text, int from, int maxDepth) throws MalformedPacket {
    JsonScanner scanner = new JsonScanner(text, from, maxDepth);
    scanner.blanks();
    if (scanner.peek() != '{') {
      throw scanner.wrong("no object");
    }
    scanner.value(1);
    scanner.end();
  }

  private int[] topLevelArray() throws MalformedPacket {
    blanks();
    expect('[');
    int[] bounds = new int[8];
    int count = 0;
    blanks();
    if (peek() == ']') {
      at++;
      return new int[0];
    }
    while (true) {
      blanks();
      if (count + 2 > bounds.length) {
        bounds = Arrays.copyOf(bounds, bounds.length * 2);
      }
      bounds[count++] = at;
      value(1);
      bounds[count++] = at;
      blanks();
      if (peek() == ']') {
        at++;
        return Arrays.copyOf(bounds, count);
      }
      expect(',');
    }
  }

  private void value(int depth) throws MalformedPacket {
    switch (peek()) {
      case '"' -> string();
      case '{' -> members(depth);
      case '[' -> items(depth);
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    }
  }

  private void members(int depth) throws MalformedPacket {
    deepen(depth);
    blanks();
    if (peek() == '}') {
      at++;
      return;
    }
    while (true) {
      blanks();
      if (peek() != '"') {
        throw wrong("no member name");
      }
      string();
      blanks();
      expect(':');
      blanks();
      value(depth + 1);
      blanks();
      if (peek() == '}') {
        at++;
        return;
      }
      expect(',');
    }
  }

  private void items(int depth) throws MalformedPacket {
    deepen(depth);
    blanks();
    if (peek() == ']') {
      at++;
      return;
    }
    while (true) {
      blanks();
      value(depth + 1);
      blanks();
      if (peek() == ']') {
        at++;
        return;
      }
      expect(',');
    }
  }

  private void deepen(int depth) throws MalformedPacket {
    if (depth > maxDepth) {
      throw wrong("nested too deep");
    }
    at++;
  }

  private void string() throws MalformedPacket {
    at++;
    int length = text.length();
    while (at < length) {
      char c = text.charAt(at++);
      if (c == '"') {
        return;
      }
      if (c < ' ') {
        throw wrong("control character");
      }
      if (c == '\\') {
        escape();
      }
    }
    throw wrong("unended string");
  }

  private void escape() throws MalformedPacket {
    char c = peek();
    at++;
    if (c == 'u') {
      for (int i = 0; i < 4; i++, at++) {
        if (!isHexDigit(peek())) {
          throw wrong("bad escape");
        }
      }
    } else if ("\"\\/bfnrt".indexOf(c) < 0) {
      throw wrong("bad escape");
    }
  }

  private void number() throws MalformedPacket {
    int from = at;
    if (peek() == '-') {
      at++;
    }
    if (peek() == '0') {
      at++;
    } else {
      digits();
    }
    if (peek() == '.') {
      at++;
      digits();
    }
    if (peek() == 'e' || peek() == 'E') {
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      digits();
    }
    if (at - from > MAX_NUMBER_CHARS) {
      throw wrong("number too long");
    }
  }

  private void digits() throws MalformedPacket {
    int from = at;
    while (isDigit(peek())) {
      at++;
    }
    if (at == from) {
      throw wrong("no digit");
    }
  }

  private void word(String word) throws MalformedPacket {
    if (!text.startsWith(word, at)) {
      throw wrong("no value");
    }
    at += word.length();
  }

  private void expect(char c) throws MalformedPacket {
    if (peek() != c) {
      throw wrong("expected " + c);
    }
    at++;
  }

  private void blanks() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return;
      }
      at++;
    }
  }

  private void end() throws MalformedPacket {
    blanks();
    if (at < text.length()) {
      throw wrong("trailing characters");
    }
  }

  /** The character here, NUL at the end. */
  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  /** Of ASCII alone: JSON knows no digits of other scripts. */
  private static boolean isHexDigit(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private MalformedPacket wrong(String what) {
    return new MalformedPacket("JSON: " + what + " at " + at);
  }
}
