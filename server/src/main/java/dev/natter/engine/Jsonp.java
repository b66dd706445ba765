package dev.natter.engine;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Payloads as calls of a script and as fields of a form, for pages of browsers without CORS. See
 * "Polling, JSONP" of the Engine.IO protocol, version 3; shown by {@code PayloadsTest}.
 */
final class Jsonp {

  private static final int MAX_FIELDS = 8;

  private Jsonp() {}

  /** The digits of the callback that a request names; nothing else may get into a script. */
  static String number(String parameter) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < parameter.length() && digits.length() < 9; i++) {
      char c = parameter.charAt(i);
      if (c >= '0' && c <= '9') {
        digits.append(c);
      }
    }
    return digits.length() == 0 ? "0" : digits.toString();
  }

  /** A script that hands the payload to a callback. */
  static ByteBuf call(String number, ByteBuf payload) {
    String text = payload.toString(StandardCharsets.UTF_8);
    String quoted = String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text));
    // Line ends of JavaScript that JSON strings may hold.
    String safe = quoted.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
    return Unpooled.copiedBuffer(
        "___eio[" + number + "](\"" + safe + "\");", StandardCharsets.UTF_8);
  }

  /** The payload in a form's field {@code d}. */
  static String fromForm(String form) throws MalformedPacket {
    Map<String, List<String>> fields;
    try {
      fields = new QueryStringDecoder(form, StandardCharsets.UTF_8, false, MAX_FIELDS).parameters();
    } catch (IllegalArgumentException e) {
      throw new MalformedPacket("no form");
    }
    List<String> values = fields.getOrDefault("d", List.of());
    if (values.isEmpty()) {
      throw new MalformedPacket("form without payload");
    }
    return unescape(values.get(0));
  }

  /** Clients escape line feeds, which forms would change: {@code \n} is one, {@code \\n} is not. */
  private static String unescape(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (text.startsWith("\\\\n", i)) {
        plain.append("\\n");
        i += 2;
      } else if (text.startsWith("\\n", i)) {
        plain.append('\n');
        i++;
      } else {
        plain.append(text.charAt(i));
      }
    }
    return plain.toString();
  }
}
