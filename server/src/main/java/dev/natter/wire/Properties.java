package dev.natter.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the properties of a JSON object that may be missing; {@code null} counts as missing. */
final class Properties {

  private static final int MAX_WORD_LENGTH = 64;

  private Properties() {}

  /** A string property; empty if it is missing. */
  static String text(Map<String, String> properties, String name, int maxLength)
      throws MalformedException {
    if (isMissing(properties, name)) {
      return "";
    }
    String text = value(properties, name, "a string", WireCodec::text);
    if (text.length() > maxLength) {
      throw new MalformedException("'" + name + "' has at most " + maxLength + " characters.");
    }
    return text;
  }

  /** A string property that must be there and say something. */
  static String required(Map<String, String> properties, String name, int maxLength)
      throws MalformedException {
    String text = text(properties, name, maxLength);
    if (text.isEmpty()) {
      throw new MalformedException("'" + name + "' is missing.");
    }
    return text;
  }

  /** A property that is true or false; empty if it is missing. */
  static Optional<Boolean> truth(Map<String, String> properties, String name)
      throws MalformedException {
    if (isMissing(properties, name)) {
      return Optional.empty();
    }
    String json = properties.getOrDefault(name, "");
    if (!json.equals("true") && !json.equals("false")) {
      throw new MalformedException("'" + name + "' must be true or false.");
    }
    return Optional.of(json.equals("true"));
  }

  /** A property that is the name of one of these, in lower case; empty if it is missing. */
  static <E extends Enum<E>> Optional<E> word(
      Map<String, String> properties, String name, E[] values) throws MalformedException {
    String word = text(properties, name, MAX_WORD_LENGTH);
    if (word.isEmpty()) {
      return Optional.empty();
    }
    for (E value : values) {
      if (value.name().toLowerCase(Locale.ROOT).equals(word)) {
        return Optional.of(value);
      }
    }
    throw new MalformedException("'" + name + "' has no such value.");
  }

  /** A property that is a whole number of 0 or more; {@code otherwise} if it is missing. */
  static long number(Map<String, String> properties, String name, long otherwise)
      throws MalformedException {
    if (isMissing(properties, name)) {
      return otherwise;
    }
    long number = value(properties, name, "a whole number", WireCodec::number);
    if (number < 0) {
      throw new MalformedException("'" + name + "' is 0 or more.");
    }
    return number;
  }

  /**
   * The parameters of a URL's query as properties; the room is named by the path.
   *
   * @param texts the names of those that are text; the others are spelled as in JSON
   */
  static Map<String, String> ofQuery(Map<String, String> values, String... texts) {
    Map<String, String> properties = new LinkedHashMap<>(values);
    properties.remove("room");
    for (String name : texts) {
      properties.computeIfPresent(name, (key, value) -> WireCodec.json(value));
    }
    return properties;
  }

  /** A property that is a list of strings; empty if it is missing. */
  static List<String> texts(
      Map<String, String> properties, String name, int maxCount, int maxLength)
      throws MalformedException {
    if (isMissing(properties, name)) {
      return List.of();
    }
    List<String> texts = value(properties, name, "a list of strings", WireCodec::texts);
    if (texts.size() > maxCount || texts.stream().anyMatch(text -> text.length() > maxLength)) {
      throw new MalformedException(
          "'" + name + "' has at most " + maxCount + " of " + maxLength + " characters.");
    }
    return texts;
  }

  /** A property that is true or false; {@code otherwise} if it is missing. */
  static boolean truth(Map<String, String> properties, String name, boolean otherwise)
      throws MalformedException {
    if (isMissing(properties, name)) {
      return otherwise;
    }
    return switch (properties.getOrDefault(name, "")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new MalformedException("'" + name + "' must be true or false.");
    };
  }

  /** The property {@code limit}, 1 to the greatest allowed. */
  static int limit(Map<String, String> properties, int otherwise, int greatest)
      throws MalformedException {
    long limit = number(properties, "limit", otherwise);
    if (limit < 1 || limit > greatest) {
      throw new MalformedException("'limit' is 1 to " + greatest + ".");
    }
    return (int) limit;
  }

  static boolean isMissing(Map<String, String> properties, String name) {
    return properties.getOrDefault(name, "null").equals("null");
  }

  private static <T> T value(
      Map<String, String> properties, String name, String kind, Reader<T> reader)
      throws MalformedException {
    try {
      return reader.read(properties.getOrDefault(name, ""));
    } catch (MalformedException e) {
      throw new MalformedException("'" + name + "' must be " + kind + ".");
    }
  }

  @FunctionalInterface
  private interface Reader<T> {
    T read(String json) throws MalformedException;
  }
}
