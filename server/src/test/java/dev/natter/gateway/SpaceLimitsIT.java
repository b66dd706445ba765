package dev.natter.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import dev.natter.chat.Rate;
import dev.natter.chat.RateLimits;
import dev.natter.chat.RateSettings;
import dev.natter.chat.RoomRules;
import dev.natter.chat.ScriptedStore;
import dev.natter.chat.SpaceLimits;
import dev.natter.gateway.http.ApiClient;
import dev.natter.wire.Dialect;
import dev.natter.wire.Space;
import dev.natter.wire.Spaces;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Spaces with people and limits of their own, at every door. */
@Timeout(60)
class SpaceLimitsIT {

  private static final Map<String, String> NATTER = Map.of("dialect", "natter");
  private static final String MESSAGES = "/api/rooms/lobby/messages?namespace=";

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final List<Throwable> faults = Collections.synchronizedList(new ArrayList<>());
  private TestServer server = TestServer.start(new ScriptedStore());

  @BeforeEach
  void serve() throws Exception {
    server.close();
    RoomRules usual = RoomRules.defaults();
    SpaceLimits tight =
        new SpaceLimits("/tight-*", Optional.of(new Rate(0.01, 3)), 32, Integer.MAX_VALUE);
    Spaces spaces =
        new Spaces(
            List.of(
                space("/", usual),
                space("/staff", usual.withAuth(Set.of(AuthMode.ACCOUNTS))),
                space("/party", usual.withAuth(Set.of(AuthMode.OPEN))),
                space("/tight-*", usual.withLimits(tight)),
                space(
                    "/two-*", usual.withLimits(SpaceLimits.NONE.of("/two-*").withConnections(2)))));
    Audit audit = new Audit(new MemoryAuditStore(), Clock.systemUTC(), entry -> {});
    opened.add(audit);
    RateLimits limits = new RateLimits(RateSettings.off(), spaces::limits, System::nanoTime);
    AuthSettings settings =
        new AuthSettings(
            Set.of(AuthMode.OPEN, AuthMode.ACCOUNTS),
            Optional.empty(),
            GuestNaming.SUFFIX,
            Duration.ofDays(1));
    Doorkeeper door =
        Doorkeeper.of(
            settings, new MemoryUserStore(), limits, audit, Clock.systemUTC(), faults::add);
    opened.add(door);
    server = TestServer.start(new ScriptedStore(), spaces, door);
    opened.add(server);
  }

  private static Space space(String name, RoomRules rules) {
    return new Space(name, Set.of(Dialect.values()), rules);
  }

  @AfterEach
  void stop() throws Exception {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
    assertThat(faults).isEmpty();
    assertThat(server.faults).isEmpty();
  }

  @Test
  void aSpaceLetsInWhomItSaysAtEveryDoor() throws Exception {
    ApiClient guest = ApiClient.of(server.port());
    String token =
        new JSONObject(
                guest
                    .post("/api/register", "{\"name\":\"Ada\",\"password\":\"correct horse\"}")
                    .body())
            .getString("token");
    Map<String, String> ada = Map.of("token", token, "dialect", "natter");

    try (TestClient staff = TestClient.connect(server.port(), "/staff", ada);
        TestClient party = TestClient.connect(server.port(), "/party", NATTER)) {
      assertThat(staff.ask("message:send", new JSONObject("{\"body\":1}")).opt("ok"))
          .isEqualTo(true);
      assertThat(party.ask("message:send", new JSONObject("{\"body\":1}")).opt("ok"))
          .isEqualTo(true);
    }
    refused("/staff", NATTER);
    refused("/party", ada);
    assertThat(guest.get(MESSAGES + "/staff").statusCode()).isEqualTo(401);
    assertThat(guest.as(token).get(MESSAGES + "/staff").statusCode()).isEqualTo(200);
    assertThat(guest.as(token).get(MESSAGES + "/party").statusCode()).isEqualTo(403);
    assertThat(guest.get(MESSAGES + "/party").statusCode()).isEqualTo(200);
    assertThat(closed("/ws/json?namespace=/staff")).isEqualTo(1008);
    assertThat(closed("/ws/json?namespace=/party&token=" + token)).isEqualTo(1008);
    assertThat(guest.get("/api/server?namespace=/staff").body())
        .contains("\"guests\":false", "\"accounts\":true", "\"register\":true");
    assertThat(guest.get("/api/server?namespace=/party").body())
        .contains("\"guests\":true", "\"accounts\":false", "\"register\":false");
  }

  @Test
  void aSpaceHasItsOwnRateOfEvents() throws Exception {
    ApiClient guest = ApiClient.of(server.port());
    try (TestClient tight = TestClient.connect(server.port(), "/tight-1", NATTER);
        TestClient free = TestClient.connect(server.port(), "/", NATTER)) {
      JSONObject last = new JSONObject();
      for (int i = 0; i < 4; i++) {
        last = tight.ask("room:list", new JSONObject());
        assertThat(free.ask("room:list", new JSONObject()).opt("ok")).isEqualTo(true);
      }
      assertThat(last.opt("code")).isEqualTo("RATE_LIMITED");
      assertThat(last.optLong("retryAfterMs")).isPositive();
    }
    int status = 200;
    for (int i = 0; i < 10 && status != 429; i++) {
      status = guest.get(MESSAGES + "/tight-2").statusCode();
    }
    assertThat(status).as("by HTTP, in another namespace of the space").isEqualTo(429);
    assertThat(guest.get(MESSAGES + "/").statusCode()).isEqualTo(200);
  }

  @Test
  void aSpaceHasItsOwnSizeOfBodies() throws Exception {
    ApiClient guest = ApiClient.of(server.port());
    String fits = "{\"body\":\"" + "x".repeat(30) + "\"}";
    String tooLarge = "{\"body\":\"" + "\u00fc".repeat(16) + "\"}";

    assertThat(guest.post(MESSAGES + "/tight-1", fits).statusCode()).isEqualTo(201);
    assertThat(guest.post(MESSAGES + "/tight-1", tooLarge).body())
        .contains("TOO_LARGE", "at most 32 bytes");
    assertThat(guest.post(MESSAGES + "/", tooLarge).statusCode()).isEqualTo(201);
    assertThat(guest.get("/api/server?namespace=/tight-1").body()).contains("\"bodyBytes\":32");
  }

  @Test
  void aSpaceHasPlacesForSoManyOverAllItsNamespaces() {
    try (TestClient one = TestClient.connect(server.port(), "/two-1", Map.of())) {
      try (TestClient two = TestClient.connect(server.port(), "/two-2", Map.of())) {
        assertThat(one.socket().connected() && two.socket().connected()).isTrue();
        assertThat(TestClient.refusal(server.port(), "/two-3", Map.of())).contains("As many");
        assertThat(closed("/ws/json?namespace=/two-1")).isEqualTo(1013);
      }
      await()
          .ignoreExceptions()
          .untilAsserted(() -> TestClient.connect(server.port(), "/two-3", Map.of()).close());
    }
  }

  /** The client is not let in, and told so at once. */
  private void refused(String namespace, Map<String, String> auth) {
    assertThat(TestClient.refusal(server.port(), namespace, auth)).contains("let in here");
  }

  private int closed(String path) {
    try (RawClient raw = RawClient.connect(server.port(), path)) {
      return raw.closeCode();
    }
  }
}
