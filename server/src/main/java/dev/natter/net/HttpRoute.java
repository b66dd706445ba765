package dev.natter.net;

import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import java.util.function.Consumer;

/**
 * One row of the table of routes.
 *
 * @param path an exact path, or a beginning followed by {@code *}
 * @param methods what it answers to; GET includes HEAD
 * @param answer answers the exchange, now or later, from any thread; must not block
 */
public record HttpRoute(String path, List<HttpMethod> methods, Consumer<HttpExchange> answer) {

  /** A route that is read only. */
  public static HttpRoute get(String path, Consumer<HttpExchange> answer) {
    return new HttpRoute(path, List.of(HttpMethod.GET, HttpMethod.HEAD), answer);
  }

  boolean isPrefix() {
    return path.endsWith("*");
  }

  boolean matches(String requested) {
    return isPrefix()
        ? requested.startsWith(path.substring(0, path.length() - 1))
        : requested.equals(path);
  }
}
