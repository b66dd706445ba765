package dev.natter.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;

/** What is answered to a request. Immutable, if its body is left alone. */
public final class HttpAnswer {

  private final int status;
  private final String contentType;
  private final byte[] body;
  private final Map<String, String> headers;

  /**
   * An answer.
   *
   * @param headers beyond those of content and connection
   */
  public HttpAnswer(int status, String contentType, byte[] body, Map<String, String> headers) {
    this.status = status;
    this.contentType = contentType;
    this.body = body;
    this.headers = headers;
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
    return new HttpAnswer(status, contentType, body, more);
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
}
