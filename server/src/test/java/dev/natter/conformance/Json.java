package dev.natter.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** JSON in packets, compared as values. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + json, e);
    }
  }

  static String string(String value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** Both packets have the same text before their JSON, and equal JSON. */
  static void assertSame(String actual, String expected) {
    int json = start(expected);
    int end = Math.min(json, actual.length());
    assertThat(actual.substring(0, end))
        .as("packet %s", actual)
        .isEqualTo(expected.substring(0, json));
    if (json < expected.length()) {
      assertThat(parse(actual.substring(json))).isEqualTo(parse(expected.substring(json)));
    } else {
      assertThat(actual).isEqualTo(expected);
    }
  }

  static void assertPrefix(String actual, String prefix) {
    assertThat(actual).startsWith(prefix);
  }

  private static int start(String packet) {
    for (int i = 0; i < packet.length(); i++) {
      char c = packet.charAt(i);
      if (c == '[' || c == '{' || c == '"') {
        return i;
      }
    }
    return packet.length();
  }
}
