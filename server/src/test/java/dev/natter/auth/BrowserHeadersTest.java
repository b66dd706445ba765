package dev.natter.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserHeadersTest {

  private static final String HOST = "chat.example.org:3000";
  private static final String COOKIE = "natter_session_3000=a.b.c";

  @ParameterizedTest
  @CsvSource({
    // Origin, Sec-Fetch-Site, Referer
    "http://chat.example.org:3000, '', ''",
    "https://Chat.Example.org:3000, '', ''",
    "http://chat.example.org:3000, same-origin, ''",
    "https://behind.a.proxy, same-origin, ''",
    "'', same-origin, ''",
    "'', '', http://chat.example.org:3000/chat?x=1",
  })
  void aPageOfThisServerIsKnown(String origin, String site, String referer) {
    BrowserHeaders headers = headers(origin, site, referer);

    assertThat(headers.areOwn()).isTrue();
    assertThat(headers.areForeign()).isFalse();
    assertThat(Bearer.ofHandshake("", headers)).isEqualTo(new Bearer("a.b.c", true));
    assertThat(Bearer.ofRequest("", headers, false)).isEqualTo(new Bearer("a.b.c", true));
  }

  @ParameterizedTest
  @CsvSource({
    "http://evil.example.org, '', ''",
    "http://chat.example.org, '', ''",
    "http://chat.example.org:30000, '', ''",
    "http://chat.example.org:3000.evil.org, '', ''",
    "http://chat.example.org:3000@evil.org, '', ''",
    "null, '', ''",
    "file://, '', ''",
    "ftp://chat.example.org:3000, '', ''",
    "http://, '', ''",
    "http://[, '', ''",
    "chat.example.org:3000, '', ''",
    "http://evil.example.org, cross-site, http://chat.example.org:3000/",
    "'', cross-site, ''",
    "'', same-site, ''",
    "'', cross-site, http://chat.example.org:3000/",
    "'', Same-Origin-Not, ''",
  })
  void anotherPageIsKnownToBeAnother(String origin, String site, String referer) {
    BrowserHeaders headers = headers(origin, site, referer);

    assertThat(headers.areOwn()).isFalse();
    assertThat(headers.areForeign()).isTrue();
    assertThat(Bearer.ofHandshake("", headers)).isEqualTo(Bearer.NOBODY);
    assertThat(Bearer.ofRequest("", headers, true)).isEqualTo(Bearer.NOBODY);
    assertThat(Bearer.ofRequest("", headers, false)).isEqualTo(Bearer.NOBODY);
  }

  @ParameterizedTest
  @CsvSource({"'', '', ''", "'', none, ''", "'', '', http://other.example.org/"})
  void whereNobodyKnowsACookieReadsAndChangesNothing(String origin, String site, String referer) {
    BrowserHeaders headers = headers(origin, site, referer);

    assertThat(Bearer.ofRequest("", headers, true).byCookie()).isTrue();
    assertThat(Bearer.ofRequest("", headers, false)).isEqualTo(Bearer.NOBODY);
    assertThat(Bearer.ofHandshake("", headers)).isEqualTo(Bearer.NOBODY);
  }

  @Test
  void whatIsSaidGoesBeforeTheCookie() {
    BrowserHeaders headers = headers("http://" + HOST, "", "");

    assertThat(Bearer.ofHandshake("said", headers)).isEqualTo(Bearer.of("said"));
    assertThat(Bearer.ofRequest("bEaReR  said ", headers, false)).isEqualTo(Bearer.of("said"));
    assertThat(Bearer.ofRequest("Basic x", headers, false).byCookie()).isTrue();
    assertThat(Bearer.ofRequest("Bearer ", headers, false)).isEqualTo(Bearer.NOBODY);
  }

  @Test
  void headersThatAreThereTwiceSayNothing() {
    Map<String, List<String>> twice = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    twice.put("Cookie", List.of(COOKIE));
    twice.put("Host", List.of(HOST));
    twice.put("Origin", List.of("http://" + HOST, "http://evil.example.org"));
    assertThat(of(twice).areOwn()).isFalse();

    twice.put("Origin", List.of());
    twice.put("Sec-Fetch-Site", List.of("same-origin", "same-origin"));
    assertThat(of(twice).areOwn()).isFalse();

    twice.put("Sec-Fetch-Site", List.of("same-origin"));
    twice.put("Host", List.of());
    assertThat(of(twice).areOwn()).as("the browser has compared").isTrue();
    twice.put("Origin", List.of("http://" + HOST));
    twice.put("Sec-Fetch-Site", List.of());
    assertThat(of(twice).areOwn()).as("there is nothing to compare with").isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "natter_session_3000=a.b.c",
        "theme=dark; natter_session_3000=a.b.c; other",
        "natter_session_3000=a.b.c;",
        "=x; natter_session_3000 = a.b.c ;==",
        "xnatter_session_3000=z.z.z; natter_session_3000=a.b.c"
      })
  void theCookieIsFoundAmongOthers(String header) {
    assertThat(token(HOST, header)).contains("a.b.c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";",
        "natter_session_3000",
        "natter_session_3000=",
        "NATTER_SESSION_3000=a.b.c",
        "natter_session=a.b.c",
        "natter_session_300=a.b.c",
        "natter_session_3000=a.b",
        "natter_session_3000=a.b.c.d",
        "natter_session_3000=\"a.b.c\"",
        "natter_session_3000={\"$ne\":1}",
        "natter_session_3000=a.b.c%0d%0aSet-Cookie:x",
        "natter_session_3000=a.b.c; natter_session_3000=a.b.c",
        "natter_session_3000=; natter_session_3000=a.b.c",
        "natter_session_3000=a.b.c; natter_session_3000=z.z.z"
      })
  void whatIsNoTokenOrNotTheOnlyOneIsNone(String header) {
    assertThat(token(HOST, header)).isEmpty();
  }

  @Test
  void twoHeadersWithOneCookieEachAreTwoCookies() {
    assertThat(token(HOST, COOKIE, COOKIE)).isEmpty();
    assertThat(token(HOST, "a=b", COOKIE)).contains("a.b.c");
    assertThat(token(HOST, "natter_session_3000=a.b." + "c".repeat(Token.MAX_LENGTH))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "chat.example.org, natter_session=a.b.c",
    "[::1], natter_session=a.b.c",
    "[::1]:3000, natter_session_3000=a.b.c",
    "localhost:80, natter_session_80=a.b.c",
    "'', natter_session=a.b.c"
  })
  void eachPortOfAHostHasACookieOfItsOwn(String host, String cookie) {
    String other = "natter_session_3001=x.y.z; " + cookie;

    assertThat(token(host, other)).contains("a.b.c");
    assertThat(token("localhost:3001", other)).contains("x.y.z");
  }

  private static Optional<String> token(String host, String... cookies) {
    return SessionCookie.token(of(Map.of("Cookie", List.of(cookies), "Host", List.of(host))));
  }

  private static BrowserHeaders headers(String origin, String site, String referer) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Cookie", List.of(COOKIE));
    headers.put("Host", List.of(HOST.toUpperCase(Locale.ROOT)));
    headers.put("Origin", origin.isEmpty() ? List.of() : List.of(origin));
    headers.put("Sec-Fetch-Site", site.isEmpty() ? List.of() : List.of(site));
    headers.put("Referer", referer.isEmpty() ? List.of() : List.of(referer));
    return of(headers);
  }

  private static BrowserHeaders of(Map<String, List<String>> headers) {
    return BrowserHeaders.of(name -> headers.getOrDefault(name, List.of()));
  }
}
