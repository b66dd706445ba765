package dev.natter.auth;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a browser adds to a request by itself: its cookies, and whose page it is that asks, which no
 * page can make it say otherwise.
 *
 * @param cookies every Cookie header
 * @param origins every Origin header; a browser sends one with what changes something
 * @param site the Sec-Fetch-Site header, which old browsers and plain HTTP leave out; or empty
 * @param referer the Referer header; or empty
 * @param host the Host header: what the browser believes to talk to
 * @param isSecure whether the browser came by HTTPS, to here or, as that says, to a proxy
 */
public record BrowserHeaders(
    List<String> cookies,
    List<String> origins,
    String site,
    String referer,
    String host,
    boolean isSecure) {

  private static final String OWN_SITE = "same-origin";

  /** Nothing, as of what is no browser. */
  public static final BrowserHeaders NONE = of(name -> List.of());

  public BrowserHeaders {
    cookies = List.copyOf(cookies);
    origins = List.copyOf(origins);
  }

  /**
   * Those of a request.
   *
   * @param header all values of a header, whatever the case of its name
   */
  public static BrowserHeaders of(Function<String, List<String>> header) {
    return new BrowserHeaders(
        header.apply("Cookie"),
        header.apply("Origin"),
        only(header.apply("Sec-Fetch-Site")),
        only(header.apply("Referer")),
        only(header.apply("Host")),
        only(header.apply("X-Forwarded-Proto")).equalsIgnoreCase("https"));
  }

  /** The same of a request that came by HTTPS, if it did. */
  public BrowserHeaders encrypted(boolean here) {
    return new BrowserHeaders(cookies, origins, site, referer, host, isSecure || here);
  }

  /** A header that is not there, or there more than once, says nothing. */
  private static String only(List<String> values) {
    return values.size() == 1 ? values.get(0).strip() : "";
  }

  /**
   * Whether it is known that a page of this server asks, of the very host and port. The first of
   * Origin, Sec-Fetch-Site and Referer that is there decides, so that a proxy which changes the
   * Host is no obstacle where the browser itself has compared.
   */
  public boolean areOwn() {
    if (!origins.isEmpty()) {
      return origins.size() == 1 && (isOwn(origins.get(0)) || site.equals(OWN_SITE));
    }
    return site.isEmpty() ? isOwn(referer) : site.equals(OWN_SITE);
  }

  /** Whether it is known that another page asks: one that a link or an address opens is not. */
  boolean areForeign() {
    boolean told = !origins.isEmpty() || !(site.isEmpty() || site.equals("none"));
    return told && !areOwn();
  }

  private boolean isOwn(String address) {
    return !host.isEmpty() && authority(address).equals(Optional.of(host.toLowerCase(Locale.ROOT)));
  }

  private static Optional<String> authority(String address) {
    try {
      URI uri = new URI(address);
      boolean web =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      return Optional.ofNullable(web ? uri.getRawAuthority() : null)
          .map(text -> text.toLowerCase(Locale.ROOT));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
