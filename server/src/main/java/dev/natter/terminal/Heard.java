package dev.natter.terminal;

import java.util.List;
import org.json.JSONObject;

/**
 * A message that a {@link ChatClient} heard.
 *
 * @param text what a person reads of its body
 * @param json the whole message as the server spelled it
 */
public record Heard(long sequence, String name, String text, String json) {

  private static final List<String> TEXTS = List.of("text", "message", "msg", "content");

  static Heard of(JSONObject message) {
    JSONObject from = message.optJSONObject("from");
    return new Heard(
        message.optLong("sequence"),
        from == null ? "" : from.optString("name"),
        text(message),
        message.toString());
  }

  private static String text(JSONObject message) {
    JSONObject body = message.optJSONObject("body");
    if (body != null) {
      for (String name : TEXTS) {
        if (body.opt(name) instanceof String text) {
          return text;
        }
      }
    }
    return message.optBoolean("deleted") ? "(deleted)" : message.optString("body");
  }
}
