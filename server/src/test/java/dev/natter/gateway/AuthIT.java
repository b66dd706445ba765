package dev.natter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.natter.ManualClock;
import dev.natter.RawClient;
import dev.natter.TestClient;
import dev.natter.TestServer;
import dev.natter.auth.AuthSettings;
import dev.natter.auth.Doorkeeper;
import dev.natter.auth.GuestNaming;
import dev.natter.auth.SignedIn;
import dev.natter.chat.Answer;
import dev.natter.chat.Audit;
import dev.natter.chat.AuthMode;
import dev.natter.chat.Caller;
import dev.natter.chat.MemoryAuditStore;
import dev.natter.chat.MemoryUserStore;
import dev.natter.chat.RateLimits;
import dev.natter.chat.RateSettings;
import dev.natter.chat.ScriptedStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Recognition, its end, and limits, as clients of every door meet them. */
class AuthIT {

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final List<Throwable> faults = Collections.synchronizedList(new ArrayList<>());
  private final ManualClock clock = new ManualClock();

  @AfterEach
  void stop() throws Exception {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void whoBringsNoTokenIsRefusedAtEveryDoorAndToldWhy() throws Exception {
    TestServer server = serve(doorkeeper(RateSettings.off(), AuthMode.ACCOUNTS));

    assertThat(TestClient.refusal(server.port(), Map.of())).contains("Sign in first");
    assertThat(get(server, "/api/rooms/lobby/messages", "")).contains("401", "UNAUTHORIZED");
    try (RawClient raw = RawClient.connect(server.port(), "/ws/json")) {
      assertThat(raw.next()).contains("UNAUTHORIZED");
      assertThat(raw.closeCode()).isEqualTo(1008);
    }
  }

  @Test
  void anAccountIsTheSameAtEveryDoor() throws Exception {
    Doorkeeper door = doorkeeper(RateSettings.off(), AuthMode.ACCOUNTS);
    TestServer server = serve(door);
    SignedIn ada = register(door, "Ada");
    String token = ada.token().text();

    try (TestClient client =
            TestClient.connect(server.port(), Map.of("token", token, "dialect", "natter"));
        RawClient raw = RawClient.listening(server.port(), "/ws/json?token=" + token)) {
      String session = client.next("session:opened");
      assertThat(session).contains(ada.account().id().value(), "\"standing\":\"user\"");
      assertThat(session).doesNotContain(token);

      client.ask("message:send", new JSONObject(Map.of("body", "by event")));
      assertThat(raw.next()).contains("by event");
      raw.send("{\"text\":\"by socket\"}");
      client.next("message:posted");
      assertThat(client.next("message:posted")).contains("by socket", ada.account().id().value());
      assertThat(get(server, "/api/rooms/lobby/messages", token)).contains("200", "by socket");
    }
  }

  @Test
  void aTokenThatIsNotGoodLetsNobodyIn() throws Exception {
    TestServer server = serve(doorkeeper(RateSettings.off(), AuthMode.OPEN, AuthMode.ACCOUNTS));

    assertThat(TestClient.refusal(server.port(), Map.of("token", "garbage"))).contains("not good");
    assertThat(get(server, "/api/rooms/lobby/messages", "garbage")).contains("401");
  }

  @Test
  void signingOutEverywhereEndsLiveSessionsAndTellsThemWhy() throws Exception {
    Doorkeeper door = doorkeeper(RateSettings.off(), AuthMode.ACCOUNTS);
    TestServer server = serve(door);
    SignedIn ada = register(door, "Ada");
    String token = ada.token().text();

    try (TestClient client = TestClient.connect(server.port(), Map.of("token", token));
        RawClient raw = RawClient.connect(server.port(), "/ws/json?token=" + token)) {
      client.next("session:opened");
      CompletableFuture<Object> left = new CompletableFuture<>();
      client.socket().on("disconnect", reasons -> left.complete(reasons[0]));

      given(
          door.accounts()
              .change(Caller.console(), "ada", Optional.of("another one"), Optional.empty()));

      assertThat(client.next("session:ended")).contains("EXPIRED");
      assertThat(left.get(10, TimeUnit.SECONDS)).isEqualTo("io server disconnect");
      assertThat(raw.next()).contains("EXPIRED");
      assertThat(raw.closeCode()).isEqualTo(1008);
    }
  }

  @Test
  void anEndIsAnnouncedAndASessionGoesOnWithANewerToken() throws Exception {
    Doorkeeper door = doorkeeper(RateSettings.off(), AuthMode.ACCOUNTS);
    TestServer server = serve(door);
    SignedIn ada = register(door, "Ada");

    try (TestClient client =
        TestClient.connect(server.port(), Map.of("token", ada.token().text()))) {
      clock.advance(Duration.ofDays(1).minusSeconds(30));
      door.tick();
      assertThat(client.next("session:expiring")).contains("expiresAt");

      String newer = given(door.accounts().signIn("Ada", "correct horse", "")).token().text();
      JSONObject answer = client.ask("session:refresh", new JSONObject(Map.of("token", newer)));
      assertThat(answer.opt("ok")).isEqualTo(true);
      clock.advance(Duration.ofSeconds(60));
      door.tick();
      assertThat(client.ask("message:send", new JSONObject(Map.of("body", "x"))).opt("ok"))
          .isEqualTo(true);

      clock.advance(Duration.ofDays(1));
      door.tick();
      assertThat(client.next("session:ended")).contains("EXPIRED");
    }
  }

  @Test
  void aSessionIsNotRefreshedByABadToken() throws Exception {
    TestServer server = serve(doorkeeper(RateSettings.off(), AuthMode.OPEN));

    try (TestClient guest = TestClient.connect(server.port(), Map.of("dialect", "natter"))) {
      assertThat(guest.next("session:opened")).contains("\"standing\":\"guest\"", "\"token\"");
      for (String argument : List.of("{}", "{\"token\":5}", "{\"token\":{\"$ne\":1}}")) {
        assertThat(guest.ask("session:refresh", new JSONObject(argument)).opt("code"))
            .isEqualTo("BAD_REQUEST");
      }
      assertThat(guest.ask("session:refresh", new JSONObject(Map.of("token", "x"))).opt("ok"))
          .isEqualTo(false);
    }
  }

  @Test
  void whoSendsTooFastIsToldHowLongToWait() throws Exception {
    TestServer server = serve(doorkeeper(RateSettings.ofEvents(5), AuthMode.OPEN));

    try (TestClient client = TestClient.connect(server.port(), Map.of("dialect", "natter"));
        TestClient other = TestClient.connect(server.port(), Map.of("dialect", "natter"))) {
      List<CompletableFuture<JSONObject>> answers = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        answers.add(client.answer("message:send", new JSONObject(Map.of("body", i))));
      }
      List<JSONObject> refused = new ArrayList<>();
      for (CompletableFuture<JSONObject> answer : answers) {
        JSONObject told = answer.get(10, TimeUnit.SECONDS);
        if (!told.optBoolean("ok")) {
          refused.add(told);
        }
      }
      assertThat(refused).hasSizeBetween(1, 20);
      assertThat(refused.get(0).opt("code")).isEqualTo("RATE_LIMITED");
      assertThat(refused.get(0).optBoolean("retry")).isTrue();
      assertThat(refused.get(0).optLong("retryAfterMs")).isBetween(1L, 1_000L);
      assertThat(other.ask("message:send", new JSONObject(Map.of("body", "x"))).opt("ok"))
          .isEqualTo(true);
      assertThat(client.socket().connected()).isTrue();
    }
  }

  @Test
  void whoDoesNotStopIsSentAway() throws Exception {
    TestServer server = serve(doorkeeper(RateSettings.ofEvents(1), AuthMode.OPEN));

    try (TestClient flood = TestClient.connect(server.port(), Map.of());
        RawClient raw = RawClient.connect(server.port(), "/ws/json")) {
      for (int i = 0; i < 1_200; i++) {
        flood.emit("message", "x");
        // The server ends it amid this: what does not go out any more is no fault.
        raw.socket().sendText("{\"text\":\"x\"}", true).exceptionally(late -> raw.socket()).join();
      }
      assertThat(flood.next("session:ended")).contains("RATE_LIMITED");
      assertThat(raw.closeCode()).isEqualTo(1008);
    }
  }

  @Test
  void guestsOfAllDoorsShareTheirNames() throws Exception {
    TestServer server = serve(doorkeeper(RateSettings.off(), AuthMode.OPEN));

    try (TestClient ann = TestClient.connect(server.port(), Map.of("name", "Ann"));
        TestClient ear = TestClient.connect(server.port(), Map.of("dialect", "natter"));
        RawClient raw = RawClient.connect(server.port(), "/ws/json?name=%D0%90nn")) {
      ear.next("session:opened");
      ann.ask("message", "first");
      assertThat(ear.next("message:posted")).contains("\"name\":\"Ann\"");
      raw.send("{\"text\":\"second\"}");
      assertThat(ear.next("message:posted")).contains("\u0410nn-2");
    }
  }

  private Doorkeeper doorkeeper(RateSettings rates, AuthMode... modes) throws Exception {
    Audit audit = new Audit(new MemoryAuditStore(), clock, entry -> {});
    opened.add(audit);
    AuthSettings settings =
        new AuthSettings(Set.of(modes), Optional.empty(), GuestNaming.SUFFIX, Duration.ofDays(1));
    RateLimits limits = new RateLimits(rates, System::nanoTime);
    Doorkeeper door =
        Doorkeeper.of(settings, new MemoryUserStore(), limits, audit, clock, faults::add);
    opened.add(door);
    return door;
  }

  private TestServer serve(Doorkeeper door) {
    TestServer server = TestServer.start(new ScriptedStore(), door);
    opened.add(server);
    return server;
  }

  private static SignedIn register(Doorkeeper door, String name) {
    return given(door.accounts().register(name, "correct horse", ""));
  }

  private static <T> T given(CompletableFuture<Answer<T>> answer) {
    return answer
        .orTimeout(30, TimeUnit.SECONDS)
        .join()
        .fold(
            value -> value,
            why -> {
              throw new AssertionError(why.toString());
            });
  }

  private static String get(TestServer server, String path, String token) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    var answer = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    return answer.statusCode() + " " + answer.body();
  }
}
