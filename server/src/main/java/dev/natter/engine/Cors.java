package dev.natter.engine;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which pages of other origins may connect, and what their browsers are told.
 *
 * @param anyOrigin whether every origin may, told as {@code *}
 * @param origins origins that may, as {@code https://chat.example.org}
 * @param patterns patterns that match whole origins that may
 * @param credentials whether browsers may send cookies along; never together with {@code anyOrigin}
 * @param allowedHeaders what a preflight allows; empty: whatever it asked for
 */
public record Cors(
    boolean anyOrigin,
    Set<String> origins,
    List<Pattern> patterns,
    boolean credentials,
    List<String> allowedHeaders) {

  private static final String METHODS = "GET,HEAD,PUT,PATCH,POST,DELETE";
  private static final Cors OFF = new Cors(false, Set.of(), List.of(), false, List.of());

  public Cors {
    if (anyOrigin && credentials) {
      throw new IllegalArgumentException("Credentials need origins that are named, not *.");
    }
    origins = Set.copyOf(origins);
    patterns = List.copyOf(patterns);
    allowedHeaders = List.copyOf(allowedHeaders);
  }

  /** Pages of the server's own origin only. */
  public static Cors off() {
    return OFF;
  }

  /** The origins given; {@code *} is any. */
  public static Cors of(String... origins) {
    Set<String> named = Set.of(origins);
    return named.contains("*")
        ? new Cors(true, Set.of(), List.of(), false, List.of())
        : new Cors(false, named, List.of(), false, List.of());
  }

  /** Every origin that the pattern matches as a whole. */
  public static Cors matching(Pattern pattern) {
    return new Cors(false, Set.of(), List.of(pattern), false, List.of());
  }

  /** The same with credentials. */
  public Cors withCredentials() {
    return new Cors(anyOrigin, origins, patterns, true, allowedHeaders);
  }

  /**
   * Whether a request may go on: it is not from a browser's page, or from one of this host, or of
   * an origin that is allowed. Browsers send no preflight before a WebSocket, so it is asked here.
   */
  boolean admits(HttpRequest request) {
    String origin = request.headers().get(HttpHeaderNames.ORIGIN);
    if (origin == null || allows(origin)) {
      return true;
    }
    String host = request.headers().get(HttpHeaderNames.HOST);
    int scheme = origin.indexOf("://");
    return host != null && scheme > 0 && origin.substring(scheme + 3).equalsIgnoreCase(host);
  }

  /** What the answer to a request tells its browser. */
  HttpHeaders headersFor(HttpRequest request) {
    HttpHeaders headers = new DefaultHttpHeaders();
    if (!enabled()) {
      return headers;
    }
    String origin = request.headers().get(HttpHeaderNames.ORIGIN);
    if (anyOrigin) {
      headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    } else {
      headers.add(HttpHeaderNames.VARY, HttpHeaderNames.ORIGIN);
      if (origin != null && allows(origin)) {
        headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
      }
    }
    if (credentials) {
      headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
    }
    if (request.method().equals(HttpMethod.OPTIONS)) {
      preflight(request, headers);
    }
    return headers;
  }

  private void preflight(HttpRequest request, HttpHeaders headers) {
    headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
    String asked = request.headers().get(HttpHeaderNames.ACCESS_CONTROL_REQUEST_HEADERS);
    if (!allowedHeaders.isEmpty()) {
      headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, String.join(",", allowedHeaders));
    } else if (asked != null) {
      headers.add(HttpHeaderNames.VARY, HttpHeaderNames.ACCESS_CONTROL_REQUEST_HEADERS);
      headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, asked);
    }
  }

  /** Whether anything is allowed at all. */
  boolean enabled() {
    return anyOrigin || !origins.isEmpty() || !patterns.isEmpty();
  }

  /** Whether a page of this origin may connect. */
  boolean allows(String origin) {
    if (anyOrigin || origins.contains(origin)) {
      return true;
    }
    for (Pattern pattern : patterns) {
      if (pattern.matcher(origin).matches()) {
        return true;
      }
    }
    return false;
  }
}
