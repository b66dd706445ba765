package dev.natter.conformance;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What an HTTP server answered: header names in lower case, body as it came. */
final class HttpReply {
  private final int status;
  private final Map<String, List<String>> headers;
  private final byte[] body;

  HttpReply(int status, Map<String, List<String>> headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  int status() {
    return status;
  }

  /** The header's values joined by a comma; empty when it is absent. */
  String header(String name) {
    return String.join(", ", headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()));
  }

  boolean has(String name) {
    return headers.containsKey(name.toLowerCase(Locale.ROOT));
  }

  byte[] bytes() {
    return body.clone();
  }

  String body() {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return status + " " + headers + " " + body();
  }
}
