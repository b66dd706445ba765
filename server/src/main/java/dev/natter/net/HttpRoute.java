package dev.natter.net;

import io.netty.handler.codec.http.HttpMethod;
import java.util.function.Consumer;

/**
 * One row of the table of routes.
 *
 * @param method what it answers to; GET includes HEAD
 * @param path an exact path, one with parameters as {@code /a/{b}}, or a beginning followed by
 *     {@code *}
 * @param maxBodyBytes the largest body that it takes
 * @param answer answers the exchange, now or later, from any thread; must not block
 */
public record HttpRoute(
    HttpMethod method, String path, int maxBodyBytes, Consumer<HttpExchange> answer) {

  /** A route that is read only. */
  public static HttpRoute get(String path, Consumer<HttpExchange> answer) {
    return new HttpRoute(HttpMethod.GET, path, 0, answer);
  }

  boolean isPrefix() {
    return path.endsWith("*");
  }

  boolean matches(String requested) {
    return requested.startsWith(path.substring(0, path.length() - 1));
  }
}
