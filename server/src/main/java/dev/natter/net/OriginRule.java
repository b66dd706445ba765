package dev.natter.net;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which pages may open a raw WebSocket: a browser tells the page's origin, and a page of another
 * host must be named. Without it any page could speak from its visitors' machines.
 *
 * <p>Hosts are compared without the port, so that a page served next to this server (a chat page on
 * one port, its WebSocket on another) works; all names of the loopback address are one host. A page
 * from a file has the origin {@code null}: it is let in from the loopback address only. What sends
 * no origin is no browser.
 *
 * @param allowed further origins ({@code https://example.org}), or {@code *} for any
 */
public record OriginRule(List<String> allowed) {
  public OriginRule {
    allowed = allowed.stream().map(origin -> origin.toLowerCase(Locale.ROOT)).toList();
  }

  /**
   * Whether a page may connect.
   *
   * @param origin the header; empty if it is missing
   * @param host the request's Host header
   * @param peer the address it comes from
   */
  boolean allows(String origin, String host, InetAddress peer) {
    if (origin.isEmpty() || allowed.contains("*")) {
      return true;
    }
    String asked = origin.toLowerCase(Locale.ROOT);
    if (allowed.contains(asked)) {
      return true;
    }
    if (asked.equals("null") || asked.startsWith("file:")) {
      return peer.isLoopbackAddress();
    }
    Optional<String> page = host(asked);
    return page.isPresent() && page.equals(host("http://" + host.toLowerCase(Locale.ROOT)));
  }

  private static Optional<String> host(String uri) {
    try {
      return Optional.ofNullable(new URI(uri).getHost()).map(OriginRule::withoutLoopbackNames);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static String withoutLoopbackNames(String host) {
    boolean loopback =
        host.equals("localhost")
            || host.endsWith(".localhost")
            || host.equals("[::1]")
            || host.matches("127\\.[0-9]+\\.[0-9]+\\.[0-9]+");
    return loopback ? "localhost" : host;
  }
}
