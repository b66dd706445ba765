package dev.natter.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.natter.TestServer;
import dev.natter.auth.AuthSettings;
import dev.natter.auth.Doorkeeper;
import dev.natter.auth.GuestNaming;
import dev.natter.chat.Audit;
import dev.natter.chat.AuthMode;
import dev.natter.chat.Caller;
import dev.natter.chat.MemoryAuditStore;
import dev.natter.chat.MemoryUserStore;
import dev.natter.chat.RateLimits;
import dev.natter.chat.RateSettings;
import dev.natter.chat.ScriptedStore;
import dev.natter.chat.Standing;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Accounts by HTTP: registering, signing in, passwords, bots, administration. */
@Timeout(60)
class AccountRoutesIT {

  private static final String PASSWORD = "correct horse";

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final List<Throwable> faults = Collections.synchronizedList(new ArrayList<>());
  private Optional<Doorkeeper> door = Optional.empty();

  @AfterEach
  void stop() throws Exception {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void whoRegistersIsKnownByItsTokenAndSignsInAgain() throws Exception {
    ApiClient nobody = serve(AuthMode.ACCOUNTS);
    HttpResponse<String> made = nobody.post("/api/register", credentials("Ada", PASSWORD));

    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(made.headers().map()).doesNotContainKey("set-cookie");
    assertThat(made.body()).contains("\"standing\":\"user\"", "expiresAt").doesNotContain("horse");
    assertThat(nobody.as(token(made)).get("/api/me").body()).contains("\"name\":\"Ada\"");
    HttpResponse<String> again = nobody.post("/api/sign-in", credentials("ada", PASSWORD));
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(nobody.as(token(again)).get("/api/me").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "Ada, wrong, 401",
    "Eve, correct horse, 401",
    "'{\"$ne\":\"\"}', correct horse, 401",
    "'', correct horse, 400",
    "Ada, '', 400"
  })
  void whoDoesNotProveItIsRefused(String name, String password, int status) throws Exception {
    ApiClient nobody = serve(AuthMode.ACCOUNTS);
    nobody.post("/api/register", credentials("Ada", PASSWORD));

    assertThat(nobody.post("/api/sign-in", credentials(name, password)).statusCode())
        .isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "'{}', 400",
    "'[]', 400",
    "'{\"name\":{\"$gt\":\"\"},\"password\":\"correct horse\"}', 400",
    "'{\"name\":\"Bob\",\"password\":{\"$gt\":\"\"}}', 400",
    "'{\"name\":\"Bob\",\"password\":\"short\"}', 400",
    "'{\"name\":\"a b\",\"password\":\"correct horse\"}', 400",
    "'{\"name\":\"guest-abc\",\"password\":\"correct horse\"}', 400",
    "'{\"name\":\"Bob\",\"password\":\"correct horse\",\"cookie\":1}', 400",
    "'{\"name\":\"\u0410da\",\"password\":\"correct horse\"}', 409"
  })
  void whatCannotBeAnAccountIsNone(String json, int status) throws Exception {
    ApiClient nobody = serve(AuthMode.ACCOUNTS);
    nobody.post("/api/register", credentials("Ada", PASSWORD));

    assertThat(nobody.post("/api/register", json).statusCode()).isEqualTo(status);
  }

  @Test
  void aStaleTokenIsNoObstacleToSigningIn() throws Exception {
    ApiClient stale = serve(AuthMode.ACCOUNTS).as("stale");

    assertThat(stale.get("/api/me").statusCode()).isEqualTo(401);
    assertThat(stale.post("/api/register", credentials("Ada", PASSWORD)).statusCode())
        .isEqualTo(201);
    assertThat(stale.post("/api/sign-in", credentials("Ada", PASSWORD)).statusCode())
        .isEqualTo(200);
    assertThat(stale.get("/api/server").statusCode()).isEqualTo(200);
  }

  @Test
  void anotherPasswordEndsAllTokensButTheNewOne() throws Exception {
    ApiClient nobody = serve(AuthMode.ACCOUNTS);
    ApiClient ada = nobody.as(token(nobody.post("/api/register", credentials("Ada", PASSWORD))));

    assertThat(ada.post("/api/password", change("wrong", "battery staple")).statusCode())
        .isEqualTo(401);
    assertThat(ada.post("/api/password", change(PASSWORD, "short")).statusCode()).isEqualTo(400);
    HttpResponse<String> changed = ada.post("/api/password", change(PASSWORD, "battery staple"));
    assertThat(ada.get("/api/me").statusCode()).isEqualTo(401);
    assertThat(nobody.as(token(changed)).get("/api/me").statusCode()).isEqualTo(200);
    assertThat(nobody.post("/api/sign-in", credentials("Ada", PASSWORD)).statusCode())
        .isEqualTo(401);
  }

  @Test
  void signingOutEverywhereEndsAllTokensButTheNewOne() throws Exception {
    ApiClient nobody = serve(AuthMode.ACCOUNTS);
    ApiClient ada = nobody.as(token(nobody.post("/api/register", credentials("Ada", PASSWORD))));
    ApiClient renewed = nobody.as(token(ada.post("/api/token/refresh", "")));
    assertThat(ada.get("/api/me").statusCode()).as("the old one stays good").isEqualTo(200);

    String last = token(renewed.post("/api/sign-out-everywhere", "{}"));
    assertThat(ada.get("/api/me").body()).contains("EXPIRED");
    assertThat(renewed.get("/api/me").statusCode()).isEqualTo(401);
    assertThat(nobody.as(last).get("/api/me").statusCode()).isEqualTo(200);
  }

  @Test
  void aGuestHasNoAccountToDoThisWith() throws Exception {
    ApiClient guest = serve(AuthMode.OPEN, AuthMode.ACCOUNTS);

    assertThat(guest.get("/api/me").body()).contains("\"standing\":\"guest\"");
    for (String path : List.of("/api/token/refresh", "/api/sign-out-everywhere")) {
      assertThat(guest.post(path, "").statusCode()).as(path).isEqualTo(404);
    }
    assertThat(guest.post("/api/bots", "{\"name\":\"robo\"}").statusCode()).isEqualTo(404);
    assertThat(guest.get("/api/bots").body()).contains("\"accounts\":[]");
  }

  @Test
  void aBotIsMadeWithATokenOfItsOwnAndGoesWithIt() throws Exception {
    ApiClient nobody = serve(AuthMode.ACCOUNTS);
    ApiClient ada = nobody.as(token(nobody.post("/api/register", credentials("Ada", PASSWORD))));
    ApiClient bob = nobody.as(token(nobody.post("/api/register", credentials("Bob", PASSWORD))));

    HttpResponse<String> made = ada.post("/api/bots", "{\"name\":\"robo\"}");
    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(made.body()).contains("\"standing\":\"bot\"", "owner").doesNotContain("expiresAt");
    ApiClient robo = nobody.as(token(made));
    assertThat(robo.get("/api/me").body()).contains("\"standing\":\"bot\"");
    assertThat(ada.get("/api/bots").body()).contains("\"robo\"").doesNotContain("token");
    assertThat(robo.post("/api/bots", "{\"name\":\"more\"}").statusCode()).isEqualTo(403);
    assertThat(bob.ask("DELETE", "/api/bots/robo", "").statusCode()).isEqualTo(404);
    assertThat(ada.ask("DELETE", "/api/bots/Bob", "").statusCode()).isEqualTo(404);

    assertThat(ada.ask("DELETE", "/api/bots/robo", "").statusCode()).isEqualTo(204);
    assertThat(robo.get("/api/me").statusCode()).isEqualTo(401);
  }

  @Test
  void anAdministratorRunsAccountsAndReadsWhatWasDone() throws Exception {
    ApiClient nobody = serve(AuthMode.ACCOUNTS);
    ApiClient ada = nobody.as(token(nobody.post("/api/register", credentials("Ada", PASSWORD))));
    ApiClient boss = boss(nobody);

    assertThat(boss.post("/api/admin/users", credentials("Bob", PASSWORD)).body())
        .contains("\"name\":\"Bob\"", "\"standing\":\"user\"");
    JSONObject page = new JSONObject(boss.get("/api/admin/users?limit=2").body());
    assertThat(page.getJSONArray("accounts").length()).isEqualTo(2);
    assertThat(boss.get("/api/admin/users?limit=2&cursor=" + page.getString("cursor")).body())
        .contains("\"Boss\"")
        .doesNotContain("cursor", "hash");
    assertThat(boss.ask("PATCH", "/api/admin/users/bob", "{\"standing\":\"admin\"}").body())
        .contains("\"standing\":\"admin\"");
    assertThat(boss.ask("PATCH", "/api/admin/users/bob", "{\"standing\":\"bot\"}").statusCode())
        .isEqualTo(400);
    boss.ask("PATCH", "/api/admin/users/Ada", "{\"password\":\"battery staple\"}");
    assertThat(ada.get("/api/me").statusCode()).isEqualTo(401);
    assertThat(boss.ask("DELETE", "/api/admin/users/Bob", "").statusCode()).isEqualTo(204);
    assertThat(boss.ask("DELETE", "/api/admin/users/Bob", "").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/admin/users, ''",
    "GET, /api/admin/audit, ''",
    "GET, /api/admin/webhooks/parked, ''",
    "POST, /api/admin/users, '{\"name\":\"Bob\",\"password\":\"correct horse\"}'",
    "PATCH, /api/admin/users/Ada, '{\"standing\":\"admin\"}'",
    "DELETE, /api/admin/users/Boss, ''"
  })
  void whoDoesNotAdministerIsRefused(String method, String path, String json) throws Exception {
    ApiClient guest = serve(AuthMode.OPEN, AuthMode.ACCOUNTS);
    ApiClient ada = guest.as(token(guest.post("/api/register", credentials("Ada", PASSWORD))));
    boss(guest);

    assertThat(ada.ask(method, path, json).statusCode()).isEqualTo(403);
    assertThat(guest.ask(method, path, json).statusCode()).isEqualTo(403);
    assertThat(ada.get("/api/me").body()).contains("\"standing\":\"user\"");
  }

  @Test
  void aClientLearnsWhatTheServerAllows() throws Exception {
    ApiClient open = serve(AuthMode.OPEN);
    assertThat(open.get("/api/server").body())
        .contains("\"guests\":true", "\"accounts\":false", "\"register\":false", "\"bodyBytes\":");
    assertThat(open.post("/api/register", credentials("Ada", PASSWORD)).statusCode())
        .isEqualTo(403);
    assertThat(open.post("/api/sign-in", credentials("Ada", PASSWORD)).statusCode()).isEqualTo(403);

    ApiClient closed = serve(settings(AuthMode.ACCOUNTS, false), RateSettings.off());
    assertThat(closed.get("/api/server").body())
        .contains("\"guests\":false", "\"accounts\":true", "\"register\":false");
    assertThat(closed.post("/api/register", credentials("Ada", PASSWORD)).statusCode())
        .isEqualTo(403);
  }

  @Test
  void whoTriesPasswordsIsHeldBackByNameAndByAddress() throws Exception {
    ApiClient nobody = serve(settings(AuthMode.ACCOUNTS, true), RateSettings.ofEvents(0));
    nobody.post("/api/register", credentials("Ada", PASSWORD));
    HttpResponse<String> refused = nobody.post("/api/sign-in", credentials("Ada", "x"));
    for (int i = 0; i < 30 && refused.statusCode() != 429; i++) {
      refused = nobody.post("/api/sign-in", credentials("Ada", "x"));
    }

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.body()).contains("RATE_LIMITED", "retryAfterMs", "\"retry\":true");
    assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/hooks/x",
    "/api/register",
    "/api/sign-in",
    "/api/guest",
    "/api/token",
    "/api/sign-out",
    "/api/direct"
  })
  void everyRequestIsCounted(String path) throws Exception {
    ApiClient nobody = serve(settings(AuthMode.ACCOUNTS, true), RateSettings.ofEvents(1));
    HttpResponse<String> refused = nobody.post(path, "{\"body\":1}");
    for (int i = 0; i < 20 && refused.statusCode() != 429; i++) {
      refused = nobody.post(path, "{\"body\":1}");
    }

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
  }

  private ApiClient boss(ApiClient nobody) throws Exception {
    door.orElseThrow().accounts().add(Caller.console(), "Boss", PASSWORD, Standing.ADMIN).join();
    return nobody.as(token(nobody.post("/api/sign-in", credentials("Boss", PASSWORD))));
  }

  private ApiClient serve(AuthMode... modes) throws Exception {
    return serve(
        new AuthSettings(Set.of(modes), Optional.empty(), GuestNaming.SUFFIX, Duration.ofDays(1)),
        RateSettings.off());
  }

  private static AuthSettings settings(AuthMode mode, boolean registration) {
    return new AuthSettings(
        Set.of(mode), Optional.empty(), GuestNaming.SUFFIX, Duration.ofDays(1), registration);
  }

  private ApiClient serve(AuthSettings settings, RateSettings rates) throws Exception {
    Audit audit = new Audit(new MemoryAuditStore(), Clock.systemUTC(), entry -> {});
    opened.add(audit);
    RateLimits limits = new RateLimits(rates, System::nanoTime);
    Doorkeeper keeper =
        Doorkeeper.of(
            settings, new MemoryUserStore(), limits, audit, Clock.systemUTC(), faults::add);
    opened.add(keeper);
    door = Optional.of(keeper);
    TestServer server = TestServer.start(new ScriptedStore(), keeper);
    opened.add(server);
    return ApiClient.of(server.port());
  }

  private static String credentials(String name, String password) throws Exception {
    return new JSONObject().put("name", name).put("password", password).toString();
  }

  private static String change(String old, String password) throws Exception {
    return new JSONObject().put("old", old).put("password", password).toString();
  }

  private static String token(HttpResponse<String> answer) throws Exception {
    return new JSONObject(answer.body()).getString("token");
  }
}
