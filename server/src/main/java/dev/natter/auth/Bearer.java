package dev.natter.auth;

/**
 * The token that somebody brings along.
 *
 * @param token empty if it brings none
 * @param byCookie whether a browser keeps it where no script reads it, and none is to read another
 */
public record Bearer(String token, boolean byCookie) {

  /** Who brings nothing. */
  public static final Bearer NOBODY = new Bearer("", false);

  private static final String SCHEME = "Bearer ";

  /** Who says its token itself; empty for none. */
  public static Bearer of(String token) {
    return new Bearer(token, false);
  }

  /**
   * Who asks by HTTP: the header goes before the cookie.
   *
   * @param authorization the header of that name, of which only a bearer's token is read
   * @param safe whether the request only reads, so that a cookie counts unless another page asks
   */
  public static Bearer ofRequest(String authorization, BrowserHeaders browser, boolean safe) {
    if (authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return of(authorization.substring(SCHEME.length()).strip());
    }
    return safe && !browser.areForeign() ? ofCookie(browser) : ofHandshake("", browser);
  }

  /**
   * Who opens a connection: the token that it says goes before the cookie, which counts only if a
   * page of this server is known to ask, since what a connection hears no browser keeps from a
   * page.
   */
  public static Bearer ofHandshake(String token, BrowserHeaders browser) {
    if (!token.isEmpty()) {
      return of(token);
    }
    return browser.areOwn() ? ofCookie(browser) : NOBODY;
  }

  private static Bearer ofCookie(BrowserHeaders browser) {
    return SessionCookie.token(browser).map(token -> new Bearer(token, true)).orElse(NOBODY);
  }

  /** Keeps the secret out of logs. */
  @Override
  public String toString() {
    return "Bearer[byCookie=" + byCookie + "]";
  }
}
