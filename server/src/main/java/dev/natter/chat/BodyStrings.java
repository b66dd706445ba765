package dev.natter.chat;

/**
 * The texts of a message's body, whatever JSON they stand in: its string values, or the whole of a
 * body that is a number or a word. Names of properties and binary data are none of them.
 */
final class BodyStrings {

  private static final int HEX = 16;
  private static final int UNICODE_DIGITS = 4;

  private final String json;
  private final StringBuilder text = new StringBuilder();
  private int at;

  private BodyStrings(String json) {
    this.json = json;
  }

  /** The texts, each on a line of its own. */
  static String of(MessageBody body) {
    String json = body.json();
    char first = json.charAt(0);
    if (first == '"' && json.indexOf('\\') < 0) {
      return json.substring(1, json.length() - 1);
    }
    if (first != '"' && first != '{' && first != '[') {
      return json;
    }
    return new BodyStrings(json).read();
  }

  private String read() {
    boolean isBinary = false;
    while (at < json.length()) {
      if (json.charAt(at++) == '"') {
        int from = text.length();
        string();
        if (isName()) {
          isBinary = MessageBody.BINARY.contentEquals(text.subSequence(from, text.length()));
          text.setLength(from);
        } else if (isBinary) {
          text.setLength(from);
        } else {
          text.append('\n');
        }
      }
    }
    return text.toString();
  }

  private void string() {
    while (at < json.length()) {
      char c = json.charAt(at++);
      if (c == '"') {
        return;
      }
      text.append(c == '\\' && at < json.length() ? escaped(json.charAt(at++)) : c);
    }
  }

  private char escaped(char c) {
    return switch (c) {
      case 'n', 'r', 't', 'b', 'f' -> ' ';
      case 'u' -> unicode();
      default -> c;
    };
  }

  private char unicode() {
    int end = Math.min(at + UNICODE_DIGITS, json.length());
    char c = (char) Integer.parseInt(json, at, end, HEX);
    at = end;
    return c;
  }

  private boolean isName() {
    int next = at;
    while (next < json.length() && Character.isWhitespace(json.charAt(next))) {
      next++;
    }
    return next < json.length() && json.charAt(next) == ':';
  }
}
