package dev.natter.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The cookie that holds a token of ours for a browser: no script reads it, and no page of another
 * site makes a browser send it.
 */
public final class SessionCookie {

  private static final String NAME = "natter_session";

  /** The port at the end of a host. */
  private static final Pattern PORT = Pattern.compile(":(\\d{1,5})$");

  /** Browsers keep no cookie whose name and value have more than 4,096 characters. */
  static final int MAX_TOKEN_LENGTH = 4_000;

  /** The form of a signed token; whatever else stands there is no token. */
  private static final Pattern TOKEN =
      Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

  private SessionCookie() {}

  /** The header that gives it to a browser, for as long as the token is good. */
  public static String with(BrowserHeaders browser, Token token, Instant now) {
    String life =
        token
            .expires()
            .map(end -> "; Max-Age=" + Math.max(0, Duration.between(now, end).toSeconds()))
            .orElse("");
    return name(browser) + "=" + token.text() + life + attributes(browser);
  }

  /** The header that takes it away. */
  public static String gone(BrowserHeaders browser) {
    return name(browser) + "=; Max-Age=0" + attributes(browser);
  }

  /** With the port, since a browser sends the cookies of a host to all of its ports alike. */
  private static String name(BrowserHeaders browser) {
    Matcher port = PORT.matcher(browser.host());
    return port.find() ? NAME + "_" + port.group(1) : NAME;
  }

  private static String attributes(BrowserHeaders browser) {
    return "; Path=/; HttpOnly; SameSite=Strict" + (browser.isSecure() ? "; Secure" : "");
  }

  /**
   * The token in a request's cookies; empty if there is none, or more than one: a neighbour's page
   * can plant another one beside ours, and nobody can tell them apart.
   */
  static Optional<String> token(BrowserHeaders browser) {
    String name = name(browser);
    List<String> found = new ArrayList<>();
    for (String header : browser.cookies()) {
      for (String pair : header.split(";", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
          found.add(pair.substring(equals + 1).strip());
        }
      }
    }
    return found.size() == 1 && isToken(found.get(0))
        ? Optional.of(found.get(0))
        : Optional.empty();
  }

  /** Whether it is of the form of a token, so that nothing in it could end the cookie. */
  static boolean isToken(String value) {
    return value.length() <= Token.MAX_LENGTH && TOKEN.matcher(value).matches();
  }
}
