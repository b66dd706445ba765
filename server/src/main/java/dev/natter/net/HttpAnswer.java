package dev.natter.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is answered to a request: a body that is there, or one that comes in parts. Immutable, if
 * its body is left alone.
 */
public final class HttpAnswer {

  private final int status;
  private final String contentType;
  private final byte[] body;
  private final Map<String, String> headers;
  private final Optional<BodyParts> parts;

  /**
   * An answer.
   *
   * @param headers beyond those of content and connection
   */
  public HttpAnswer(int status, String contentType, byte[] body, Map<String, String> headers) {
    this(status, contentType, body, headers, Optional.empty());
  }

  private HttpAnswer(
      int status,
      String contentType,
      byte[] body,
      Map<String, String> headers,
      Optional<BodyParts> parts) {
    this.status = status;
    this.contentType = contentType;
    this.body = body;
    this.headers = headers;
    this.parts = parts;
  }

  /** A body that comes in parts, without further headers. */
  public static HttpAnswer streamed(int status, String contentType, BodyParts parts) {
    return new HttpAnswer(status, contentType, new byte[0], Map.of(), Optional.of(parts));
  }

  /** A text, without further headers. */
  public static HttpAnswer text(int status, String contentType, String body) {
    return new HttpAnswer(status, contentType, body.getBytes(UTF_8), Map.of());
  }

  /** A sentence for people. */
  public static HttpAnswer plain(int status, String sentence) {
    return text(status, "text/plain; charset=utf-8", sentence + "\n");
  }

  /** The same with one header more. */
  public HttpAnswer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpAnswer(status, contentType, body, more, parts);
  }

  public int status() {
    return status;
  }

  public String contentType() {
    return contentType;
  }

  public byte[] body() {
    return body;
  }

  public Map<String, String> headers() {
    return headers;
  }

  Optional<BodyParts> parts() {
    return parts;
  }

  long length() {
    return parts.map(BodyParts::length).orElse((long) body.length);
  }
}
