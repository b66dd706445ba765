package dev.natter.wire;

import java.util.List;
import java.util.Map;

/** The text of a body of any shape, for vocabularies that are made of text. */
final class BodyText {

  private static final List<String> NAMES = List.of("text", "message", "msg", "content");

  private BodyText() {}

  /** The text as a JSON string. */
  static String json(String body) {
    if (body.startsWith("\"")) {
      return body;
    }
    if (body.startsWith("{")) {
      try {
        Map<String, String> properties = WireCodec.properties(body);
        for (String name : NAMES) {
          String value = properties.getOrDefault(name, "");
          if (value.startsWith("\"")) {
            return value;
          }
        }
      } catch (MalformedException e) {
        // An object too large to look into has no text of its own.
        return WireCodec.json(body);
      }
    }
    return WireCodec.json(body);
  }

  /** The text itself. */
  static String plain(String body) {
    String json = json(body);
    try {
      return WireCodec.text(json);
    } catch (MalformedException e) {
      return json;
    }
  }
}
