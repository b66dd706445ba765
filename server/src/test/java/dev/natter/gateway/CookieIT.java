package dev.natter.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.natter.ManualClock;
import dev.natter.RawClient;
import dev.natter.TestClient;
import dev.natter.TestServer;
import dev.natter.auth.AuthSettings;
import dev.natter.auth.Doorkeeper;
import dev.natter.auth.GuestNaming;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A browser that is recognised by its cookie, and pages of others that would like to be. */
@Timeout(60)
class CookieIT {

  private static final String ADA =
      "{\"name\":\"Ada\",\"password\":\"correct horse\",\"cookie\":true}";

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final List<Throwable> faults = Collections.synchronizedList(new ArrayList<>());
  private final ManualClock clock = new ManualClock(Instant.now());
  private Doorkeeper door = Doorkeeper.open(faults::add);
  private int port;
  private ApiClient page = ApiClient.of(0);

  @BeforeEach
  void serve() throws Exception {
    door.close();
    Audit audit = new Audit(new MemoryAuditStore(), clock, entry -> {});
    opened.add(audit);
    AuthSettings settings =
        new AuthSettings(
            Set.of(AuthMode.OPEN, AuthMode.ACCOUNTS),
            Optional.empty(),
            GuestNaming.SUFFIX,
            Duration.ofDays(1));
    RateLimits limits = new RateLimits(RateSettings.off(), System::nanoTime);
    door = Doorkeeper.of(settings, new MemoryUserStore(), limits, audit, clock, faults::add);
    opened.add(door);
    TestServer server = TestServer.start(new ScriptedStore(), door);
    opened.add(server);
    port = server.port();
    page = ApiClient.of(port).with("Origin", own());
  }

  @AfterEach
  void stop() throws Exception {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void aPageGetsACookieThatNoScriptReads() throws Exception {
    HttpResponse<String> answer = page.post("/api/register", ADA);

    assertThat(answer.body()).contains("\"expiresAt\"").doesNotContain("token");
    String header = answer.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(header)
        .startsWith(name() + "=")
        .contains("; Max-Age=86", "; Path=/", "; HttpOnly", "; SameSite=Strict")
        .doesNotContain("Secure");
    HttpResponse<String> proxied =
        page.with("X-Forwarded-Proto", "https").post("/api/sign-in", ADA);
    assertThat(proxied.headers().firstValue("Set-Cookie").orElseThrow()).endsWith("; Secure");
  }

  @Test
  void theCookieIsWhoOneIsAtEveryDoor() throws Exception {
    Map<String, String> browser = browser(own());
    Map<String, String> natter = Map.of("dialect", "natter");

    assertThat(as(browser).get("/api/me").body()).contains("\"name\":\"Ada\"");
    assertThat(as(browser).post("/api/rooms/lobby/messages", "{\"body\":\"by page\"}").body())
        .contains("\"name\":\"Ada\"");
    for (boolean polling : List.of(true, false)) {
      try (TestClient client = TestClient.withHeaders(port, natter, polling, browser)) {
        assertThat(client.next("session:opened"))
            .contains("\"name\":\"Ada\"", "\"standing\":\"user\"", "expiresAt")
            .doesNotContain("token");
      }
    }
    try (TestClient ear = TestClient.connect(port, natter);
        RawClient raw = RawClient.connect(port, "/ws/json", browser)) {
      raw.send("{\"text\":\"by socket\"}");
      assertThat(ear.next("message:posted")).contains("by socket", "\"name\":\"Ada\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "http://evil.example.org", "null", "http://127.0.0.1:1"})
  void toAnotherPageTheCookieIsNobodys(String origin) throws Exception {
    Map<String, String> browser = browser(origin);

    assertThat(as(browser).post("/api/token/refresh", "").statusCode()).isEqualTo(404);
    assertThat(as(browser).post("/api/rooms/lobby/messages", "{\"body\":1}").body())
        .doesNotContain("Ada");
    if (origin.isEmpty()) {
      try (TestClient client =
          TestClient.withHeaders(port, Map.of("dialect", "natter"), false, browser)) {
        assertThat(client.next("session:opened")).contains("\"standing\":\"guest\"");
      }
    } else {
      assertThatThrownBy(() -> TestClient.withHeaders(port, Map.of(), false, browser))
          .as("the engine lets no other page in")
          .hasMessageContaining("websocket error");
    }
  }

  @Test
  void aForeignPageReadsNothingByTheCookie() throws Exception {
    Map<String, String> framed = browser("");
    assertThat(as(framed).with("Origin", "http://evil.example.org").get("/api/me").body())
        .contains("\"standing\":\"guest\"");
    framed.put("sec-fetch-site", "cross-site");
    assertThat(as(framed).get("/api/me").body()).contains("\"standing\":\"guest\"");
    assertThat(as(framed).post("/api/sign-out-everywhere", "").statusCode()).isEqualTo(404);
    try (TestClient client =
        TestClient.withHeaders(port, Map.of("dialect", "natter"), true, framed)) {
      assertThat(client.next("session:opened")).contains("\"standing\":\"guest\"");
    }
  }

  @Test
  void aForeignPageNeitherGivesACookieNorTakesOneAway() throws Exception {
    ApiClient evil = ApiClient.of(port).with("Origin", "http://evil.example.org");

    HttpResponse<String> planted = evil.post("/api/register", ADA);
    assertThat(planted.statusCode()).isEqualTo(403);
    assertThat(planted.headers().map()).doesNotContainKey("set-cookie");
    assertThat(evil.post("/api/sign-out", "").statusCode()).isEqualTo(403);
    assertThat(page.post("/api/register", ADA).statusCode()).as("it was not made").isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource({"/api/token/refresh, ''", "/api/sign-out-everywhere, '{}'"})
  void whoCameByTheCookieIsNeverShownAToken(String path, String json) throws Exception {
    HttpResponse<String> answer = as(browser(own())).post(path, json);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).doesNotContain("token");
    Map<String, String> next = Map.of("Cookie", cookie(answer), "Origin", own());
    assertThat(as(next).get("/api/me").body()).contains("\"name\":\"Ada\"");
  }

  @Test
  void signingOutTakesTheCookieAway() throws Exception {
    HttpResponse<String> out = as(browser(own())).post("/api/sign-out", "");

    assertThat(out.statusCode()).isEqualTo(204);
    assertThat(out.headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith(name() + "=; Max-Age=0; Path=/; HttpOnly");
  }

  @Test
  void aCookieThatIsNotGoodIsRefusedAndTakenAway() throws Exception {
    Map<String, String> browser = browser(own());
    as(browser).post("/api/sign-out-everywhere", "");

    HttpResponse<String> refused = as(browser).get("/api/me");
    assertThat(refused.body()).contains("EXPIRED");
    assertThat(refused.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
    ApiClient forged = page.with("Cookie", name() + "=a.b.c");
    assertThat(forged.get("/api/me").statusCode()).isEqualTo(401);
    assertThat(page.with("Cookie", name() + "=").get("/api/me").body()).contains("guest");
  }

  @Test
  void ofTwoCookiesNoneCounts() throws Exception {
    String own = browser(own()).getOrDefault("Cookie", "");
    ApiClient tossed = page.with("Cookie", own + "; " + name() + "=z.z.z");

    assertThat(tossed.get("/api/me").body()).contains("\"standing\":\"guest\"");
  }

  @Test
  void aTokenGoesBeforeTheCookie() throws Exception {
    Map<String, String> browser = browser(own());
    String eve =
        new JSONObject(
                page.post("/api/register", ADA.replace("Ada", "Eve").replace("true", "false"))
                    .body())
            .getString("token");

    assertThat(as(browser).as(eve).get("/api/me").body()).contains("\"name\":\"Eve\"");
    assertThat(as(browser).as("garbage").get("/api/me").statusCode()).isEqualTo(401);
  }

  @Test
  void aSessionGoesOnWithTheCookieRenewed() throws Exception {
    Map<String, String> browser = browser(own());
    try (TestClient client = TestClient.withHeaders(port, Map.of(), false, browser)) {
      client.next("session:opened");
      clock.advance(Duration.ofDays(1).minusSeconds(30));
      door.tick();
      assertThat(client.next("session:expiring")).contains("expiresAt");

      assertThat(as(browser).post("/api/token/refresh", "").statusCode()).isEqualTo(200);
      JSONObject answer = client.ask("session:refresh", new JSONObject());
      assertThat(answer.opt("ok")).isEqualTo(true);
      assertThat(answer.optString("expiresAt")).isNotEmpty();
      clock.advance(Duration.ofSeconds(60));
      door.tick();
      assertThat(client.ask("message", "still here").opt("ok")).isEqualTo(true);

      clock.advance(Duration.ofDays(1));
      door.tick();
      assertThat(client.next("session:ended")).contains("EXPIRED");
    }
  }

  private String name() {
    return "natter_session_" + port;
  }

  private String own() {
    return "http://127.0.0.1:" + port;
  }

  /** The headers of a browser that Ada signed in with, on a page of some origin. */
  private Map<String, String> browser(String origin) throws Exception {
    Map<String, String> headers = new HashMap<>();
    headers.put("Cookie", cookie(page.post("/api/register", ADA)));
    if (!origin.isEmpty()) {
      headers.put("Origin", origin);
    }
    return headers;
  }

  private ApiClient as(Map<String, String> headers) {
    ApiClient client = ApiClient.of(port);
    for (Map.Entry<String, String> header : headers.entrySet()) {
      client = client.with(header.getKey(), header.getValue());
    }
    return client;
  }

  private static String cookie(HttpResponse<String> answer) {
    return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
  }
}
