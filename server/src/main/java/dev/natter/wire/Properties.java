package dev.natter.wire;

import java.util.Map;

/** Reads the properties of a JSON object that may be missing; {@code null} counts as missing. */
final class Properties {

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

  private static boolean isMissing(Map<String, String> properties, String name) {
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
