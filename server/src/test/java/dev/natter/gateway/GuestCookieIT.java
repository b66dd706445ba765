package dev.natter.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.natter.ManualClock;
import dev.natter.TestClient;
import dev.natter.TestServer;
import dev.natter.auth.AuthSettings;
import dev.natter.auth.ClaimNames;
import dev.natter.auth.Doorkeeper;
import dev.natter.auth.GuestNaming;
import dev.natter.auth.TrustedIssuer;
import dev.natter.chat.Audit;
import dev.natter.chat.AuthMode;
import dev.natter.chat.MemoryAuditStore;
import dev.natter.chat.MemoryUserStore;
import dev.natter.chat.RateLimits;
import dev.natter.chat.RateSettings;
import dev.natter.chat.ScriptedStore;
import dev.natter.gateway.http.ApiClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Guests, and who brings a token, in a browser whose cookie no script reads. */
@Timeout(60)
class GuestCookieIT {

  private static final String GUS = "{\"name\":\"Gus\",\"cookie\":true}";
  private static final Map<String, String> BY_COOKIE = Map.of("dialect", "natter", "by", "cookie");

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final List<Throwable> faults = Collections.synchronizedList(new ArrayList<>());
  private final ManualClock clock = new ManualClock(Instant.now());
  private int port;

  @AfterEach
  void stop() throws Exception {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void aGuestOfAPageIsTheSameAtEveryConnectionAndIsShownNoToken() throws Exception {
    serve(GuestNaming.SUFFIX, AuthMode.OPEN);
    HttpResponse<String> made = page().post("/api/guest", GUS);
    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(made.body())
        .contains("\"name\":\"Gus\"", "\"standing\":\"guest\"", "\"expiresAt\"")
        .doesNotContain("token", "eyJ");
    assertThat(made.headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith("natter_session_" + port + "=")
        .contains("; Max-Age=86", "; HttpOnly", "; SameSite=Strict");

    for (boolean polling : List.of(true, false)) {
      try (TestClient client =
          TestClient.withHeaders(port, BY_COOKIE, polling, browser(made, own()))) {
        String session = client.next("session:opened");
        assertThat(session).contains(id(made), "\"name\":\"Gus\"", "expiresAt");
        assertThat(session).doesNotContain("token", "eyJ");
      }
    }
    ApiClient gus = page().with("Cookie", cookie(made));
    assertThat(gus.get("/api/me").body()).contains(id(made), "\"name\":\"Gus\"");
    assertThat(gus.post("/api/rooms/lobby/messages", "{\"body\":1}").body()).contains(id(made));
  }

  @Test
  void noDialectTellsATokenToWhomACookieLetsIn() throws Exception {
    serve(GuestNaming.SUFFIX, AuthMode.OPEN);
    Map<String, String> browser = browser(page().post("/api/guest", GUS), own());

    try (TestClient client =
        TestClient.withHeaders(port, Map.of("dialect", "private-message"), false, browser)) {
      assertThat(client.next("session")).contains("userID").doesNotContain("eyJ");
    }
  }

  @Test
  void aProgramGetsItsTokenAsBefore() throws Exception {
    serve(GuestNaming.SUFFIX, AuthMode.OPEN);
    HttpResponse<String> made = ApiClient.of(port).post("/api/guest", "{\"name\":\"Bot\"}");
    assertThat(made.headers().map()).doesNotContainKey("set-cookie");
    String token = new JSONObject(made.body()).getString("token");

    assertThat(ApiClient.of(port).as(token).get("/api/me").body()).contains(id(made));
    assertThat(ApiClient.of(port).as(token).post("/api/token/refresh", "").body())
        .contains(id(made), "\"token\"");
    try (TestClient client =
        TestClient.connect(port, Map.of("dialect", "natter", "token", token))) {
      assertThat(client.next("session:opened")).contains(id(made), "\"token\"");
    }
    try (TestClient client = TestClient.connect(port, Map.of("dialect", "natter", "name", "Gus"))) {
      assertThat(client.next("session:opened")).contains("\"Gus\"", "\"token\"");
    }
  }

  @Test
  void theCookieIsRenewedAndTheSessionGoesOn() throws Exception {
    Doorkeeper door = serve(GuestNaming.SUFFIX, AuthMode.OPEN);
    HttpResponse<String> made = page().post("/api/guest", GUS);
    ApiClient gus = page().with("Cookie", cookie(made));
    try (TestClient client = TestClient.withHeaders(port, BY_COOKIE, false, browser(made, own()))) {
      client.next("session:opened");
      clock.advance(Duration.ofDays(1).minusSeconds(30));
      door.tick();
      assertThat(client.next("session:expiring")).contains("expiresAt");

      HttpResponse<String> renewed = gus.post("/api/token/refresh", "");
      assertThat(renewed.body()).contains(id(made), "expiresAt").doesNotContain("token", "eyJ");
      assertThat(client.ask("session:refresh", new JSONObject()).opt("ok")).isEqualTo(true);
      clock.advance(Duration.ofSeconds(60));
      door.tick();
      assertThat(client.ask("message", "still here").opt("ok")).isEqualTo(true);
      assertThat(gus.get("/api/me").body()).contains("EXPIRED");
      assertThat(page().with("Cookie", cookie(renewed)).get("/api/me").body()).contains(id(made));

      clock.advance(Duration.ofDays(1));
      door.tick();
      assertThat(client.next("session:ended")).contains("EXPIRED");
    }
  }

  @Test
  void signingOutTakesAGuestsCookieAwayAndWithoutOneNobodyComesByIt() throws Exception {
    serve(GuestNaming.SUFFIX, AuthMode.OPEN);
    ApiClient gus = page().with("Cookie", cookie(page().post("/api/guest", GUS)));

    assertThat(gus.post("/api/sign-out", "").headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith("natter_session_" + port + "=; Max-Age=0");
    for (Map<String, String> headers :
        List.of(Map.of("Origin", own()), Map.of("Origin", own(), "Cookie", "other=1"))) {
      assertThatThrownBy(() -> TestClient.withHeaders(port, BY_COOKIE, false, headers))
          .hasMessageContaining("UNAUTHORIZED");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "http://evil.example.org", "null", "http://127.0.0.1:1"})
  void anotherPageNeitherSetsAGuestsCookieNorIsSomebodyByIt(String origin) throws Exception {
    serve(GuestNaming.SUFFIX, AuthMode.OPEN);
    HttpResponse<String> made = page().post("/api/guest", GUS);
    ApiClient other =
        origin.isEmpty() ? ApiClient.of(port) : ApiClient.of(port).with("Origin", origin);
    String token =
        new JSONObject(ApiClient.of(port).post("/api/guest", "{\"name\":\"Eve\"}").body())
            .getString("token");

    for (HttpResponse<String> planted :
        List.of(
            other.post("/api/guest", GUS),
            other.post("/api/token", new JSONObject().put("token", token).toString()))) {
      assertThat(planted.statusCode()).isEqualTo(403);
      assertThat(planted.headers().map()).doesNotContainKey("set-cookie");
    }
    ApiClient sent = other.with("Cookie", cookie(made));
    assertThat(sent.post("/api/token/refresh", "").statusCode()).isEqualTo(404);
    assertThat(sent.post("/api/rooms/lobby/messages", "{\"body\":1}").body())
        .doesNotContain(id(made));
    assertThatThrownBy(() -> TestClient.withHeaders(port, BY_COOKIE, false, browser(made, origin)))
        .hasMessageContaining(origin.isEmpty() ? "UNAUTHORIZED" : "websocket error");
  }

  @ParameterizedTest
  @CsvSource({"SUFFIX, 201, Gus-2", "REFUSE, 409, NAME_TAKEN"})
  void aNameThatSomebodyHasIsAnsweredAsSet(GuestNaming naming, int status, String told)
      throws Exception {
    serve(naming, AuthMode.OPEN, AuthMode.ACCOUNTS);
    page().post("/api/register", "{\"name\":\"Ada\",\"password\":\"correct horse\"}");

    try (TestClient gus = TestClient.connect(port, Map.of("dialect", "natter", "name", "Gus"))) {
      gus.next("session:opened");
      HttpResponse<String> second = page().post("/api/guest", GUS);
      assertThat(second.statusCode()).isEqualTo(status);
      assertThat(second.body()).contains(told);
      String likeAda = "{\"name\":\"\u0430da\",\"cookie\":true}";
      assertThat(page().post("/api/guest", likeAda).statusCode()).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"name\":\"\"}",
        "{\"name\":\"  \"}",
        "{\"name\":{\"$gt\":\"\"}}",
        "{\"name\":\"a\\u202eb\"}",
        "{\"name\":\"Gus\",\"cookie\":1}"
      })
  void whatCannotBeAGuestIsNone(String json) throws Exception {
    serve(GuestNaming.SUFFIX, AuthMode.OPEN);

    assertThat(page().post("/api/guest", json).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @EnumSource(
      value = AuthMode.class,
      names = {"ACCOUNTS", "TOKEN"})
  void whereGuestsAreNotLetInNoneIsMade(AuthMode mode) throws Exception {
    serve(GuestNaming.SUFFIX, mode);
    HttpResponse<String> refused = page().post("/api/guest", GUS);

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("FORBIDDEN", "Guests are not let in here");
    assertThat(refused.headers().map()).doesNotContainKey("set-cookie");
  }

  @Test
  void aTokenThatSomebodyBringsIsKeptByTheCookie() throws Exception {
    serve(GuestNaming.SUFFIX, AuthMode.OPEN, AuthMode.ACCOUNTS);
    String ada =
        new JSONObject(
                page()
                    .post("/api/register", "{\"name\":\"Ada\",\"password\":\"correct horse\"}")
                    .body())
            .getString("token");

    HttpResponse<String> kept = bring(ada);
    assertThat(kept.statusCode()).isEqualTo(200);
    assertThat(kept.body())
        .contains("\"name\":\"Ada\"", "\"standing\":\"user\"", "expiresAt")
        .doesNotContain("eyJ", "\"token\"");
    assertThat(cookie(kept)).endsWith(ada);
    assertThat(page().with("Cookie", cookie(kept)).get("/api/me").body()).contains("\"Ada\"");
    assertThat(bring(ada + "x").statusCode()).isEqualTo(401);
    assertThat(bring("garbage").statusCode()).isEqualTo(401);
    assertThat(bring(ada + "\r\nSet-Cookie: a=b").statusCode()).isEqualTo(401);
    assertThat(bring("x".repeat(4_001)).statusCode()).isEqualTo(413);
    assertThat(page().post("/api/token", "{}").statusCode()).isEqualTo(400);
  }

  private HttpResponse<String> bring(String token) throws Exception {
    return page().post("/api/token", new JSONObject().put("token", token).toString());
  }

  private Doorkeeper serve(GuestNaming naming, AuthMode... modes) throws Exception {
    Audit audit = new Audit(new MemoryAuditStore(), clock, entry -> {});
    opened.add(audit);
    Set<AuthMode> letIn = Set.of(modes);
    AuthSettings settings = new AuthSettings(letIn, issuer(letIn), naming, Duration.ofDays(1));
    RateLimits limits = new RateLimits(RateSettings.off(), System::nanoTime);
    Doorkeeper door =
        Doorkeeper.of(settings, new MemoryUserStore(), limits, audit, clock, faults::add);
    opened.add(door);
    TestServer server = TestServer.start(new ScriptedStore(), door);
    opened.add(server);
    port = server.port();
    return door;
  }

  private static Optional<TrustedIssuer> issuer(Set<AuthMode> modes) {
    return modes.contains(AuthMode.TOKEN)
        ? Optional.of(
            new TrustedIssuer(
                Optional.of("a secret of thirty-two bytes or more"),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                "",
                "",
                ClaimNames.defaults()))
        : Optional.empty();
  }

  private String own() {
    return "http://127.0.0.1:" + port;
  }

  /** A page of the server's own, in a browser without a cookie. */
  private ApiClient page() {
    return ApiClient.of(port).with("Origin", own());
  }

  private static Map<String, String> browser(HttpResponse<String> made, String origin) {
    return origin.isEmpty()
        ? Map.of("Cookie", cookie(made))
        : Map.of("Cookie", cookie(made), "Origin", origin);
  }

  private static String id(HttpResponse<String> made) throws Exception {
    return new JSONObject(made.body()).getJSONObject("user").getString("id");
  }

  private static String cookie(HttpResponse<String> answer) {
    return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
  }
}
