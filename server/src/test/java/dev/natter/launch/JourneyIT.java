package dev.natter.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.natter.RawClient;
import dev.natter.TestClient;
import dev.natter.gateway.http.ApiClient;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One conversation through several doors of the whole server, and what is kept of it. */
@Timeout(180)
class JourneyIT {

  @TempDir private Path folder = Path.of("");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void whoWasAwayFindsWhatOthersSawAndTheStoreIsWhole() throws Exception {
    NatterServer server = NatterServer.start(LocalSettings.in(folder, Map.of()));
    int port = URI.create(server.addresses().get(0)).getPort();
    try (TestClient ann = TestClient.connect(port, Map.of("dialect", "natter", "name", "Ann"));
        TestClient bob = TestClient.connect(port, Map.of("dialect", "message"))) {
      ann.ask("message:send", TestClient.object("{\"body\":\"frist\",\"clientId\":\"c-1\"}"));
      bob.ask("message", "second");
      ann.ask("message:send", TestClient.object("{\"body\":\"third\",\"replyTo\":2}"));
      assertThat(bob.next("message")).isEqualTo("[\"frist\"]");

      assertDone(ann, "message:edit", "{\"room\":\"lobby\",\"sequence\":1,\"body\":\"first\"}");
      assertDone(
          ann,
          "message:react",
          "{\"room\":\"lobby\",\"sequence\":2,\"emoji\":\"\ud83d\udc4d\",\"on\":true}");
      assertDone(ann, "message:delete", "{\"room\":\"lobby\",\"sequence\":3}");

      try (TestClient eve = TestClient.connect(port, Map.of("dialect", "natter"))) {
        JSONArray messages = eve.ask("history", new JSONObject()).optJSONArray("messages");
        assertThat(messages.optJSONObject(0).optString("body")).isEqualTo("first");
        assertThat(messages.optJSONObject(1).optJSONArray("reactions")).isNotNull();
        assertThat(messages.optJSONObject(2).optBoolean("deleted")).isTrue();
        JSONObject changes =
            eve.ask("room:changes", TestClient.object("{\"room\":\"lobby\",\"after\":0}"));
        assertThat(changes.optJSONArray("messages").length()).isEqualTo(3);
        assertThat(get(port, "/api/rooms/lobby/messages"))
            .contains("first")
            .doesNotContain("third");
      }
    } finally {
      assertThat(server.stop()).isTrue();
    }
    assertThat(run("verify")).as("%s", out).isZero();
    assertThat(run("export")).isZero();
    assertThat(out.toString()).contains("first").doesNotContain("third");
  }

  @Test
  void aClosedRoomIsForThoseWhoAreInItAlone() throws Exception {
    NatterServer server =
        NatterServer.start(LocalSettings.in(folder, Map.of(Setting.AUTH, "open,accounts")));
    int port = URI.create(server.addresses().get(0)).getPort();
    ApiClient guest = ApiClient.of(port);
    String annToken = register(guest, "Ann");
    String bobToken = register(guest, "Bob");
    ApiClient ann = guest.as(annToken);
    ApiClient bob = guest.as(bobToken);
    String bobId = new JSONObject(bob.get("/api/me").body()).getJSONObject("user").getString("id");
    ann.post("/api/rooms", "{\"room\":\"den\",\"kind\":\"private\"}");
    try (TestClient inside = in(port, annToken);
        TestClient friend = in(port, bobToken);
        TestClient stranger = TestClient.connect(port, Map.of("dialect", "natter"))) {
      assertThat(inside.ask("join", "den").opt("ok")).isEqualTo(true);
      assertClosed(port, guest, stranger);
      assertClosed(port, bob, friend);

      assertThat(ann.ask("PUT", "/api/rooms/den/invitations/" + bobId, "").statusCode())
          .isEqualTo(200);
      assertThat(friend.next("room:invited")).contains("den");
      assertThat(friend.ask("join", "den").opt("ok")).isEqualTo(true);
      assertDone(inside, "message:send", "{\"room\":\"den\",\"body\":\"for two\"}");
      assertThat(friend.next("message:posted")).contains("for two");
      assertThat(bob.get("/api/rooms/den/messages").body()).contains("for two");

      assertThat(ann.ask("DELETE", "/api/rooms/den/members/" + bobId, "").statusCode())
          .isEqualTo(200);
      assertThat(friend.next("room:removed")).contains("kicked");
      assertDone(inside, "message:send", "{\"room\":\"den\",\"body\":\"for one\"}");
      assertThat(inside.next("message:posted") + inside.next("message:posted")).contains("for one");
      assertClosed(port, bob, friend);
      assertDone(friend, "message:send", "{\"body\":\"out here\"}");
      assertThat(stranger.next("message:posted")).contains("out here");
      assertThat(friend.next("message:posted")).contains("out here");
    } finally {
      assertThat(server.stop()).isTrue();
    }
    assertThat(run("verify")).as("%s", out).isZero();
  }

  /** Nobody sees, hears, finds or says anything there, by whichever door. */
  private static void assertClosed(int port, ApiClient rest, TestClient events) throws Exception {
    for (String path : List.of("", "/messages", "/members", "/changes")) {
      assertThat(rest.get("/api/rooms/den" + path).statusCode()).as(path).isEqualTo(404);
    }
    assertThat(rest.post("/api/rooms/den/messages", "{\"body\":1}").statusCode()).isEqualTo(404);
    assertThat(rest.get("/api/search?words=two").body()).doesNotContain("for two");
    assertThat(rest.get("/api/rooms").body()).doesNotContain("den");
    assertThat(events.ask("join", "den").opt("code")).isEqualTo("NOT_FOUND");
    for (String event : List.of("history", "room:show", "room:members")) {
      assertThat(events.ask(event, TestClient.object("{\"room\":\"den\"}")).opt("code"))
          .as(event)
          .isEqualTo("NOT_FOUND");
    }
    try (RawClient raw = RawClient.connect(port, "/ws/json?room=den")) {
      assertThat(raw.closeCode()).isEqualTo(1008);
    }
  }

  @Test
  void aKeyIsItsUsersOnAllDevicesAndNobodyElses() throws Exception {
    NatterServer server =
        NatterServer.start(LocalSettings.in(folder, Map.of(Setting.AUTH, "open,accounts")));
    int port = URI.create(server.addresses().get(0)).getPort();
    ApiClient guest = ApiClient.of(port);
    String ann = register(guest, "Ann");
    String bob = register(guest, "Bob");
    try (TestClient phone = in(port, ann);
        TestClient desk = in(port, ann);
        TestClient other = in(port, bob)) {
      JSONObject draft = TestClient.object("{\"body\":\"once\",\"clientId\":\"c-1\"}");
      assertThat(phone.ask("message:send", draft).opt("sequence")).isEqualTo(1);
      assertThat(desk.ask("message:send", draft).opt("sequence")).isEqualTo(1);
      assertThat(
              guest
                  .as(ann)
                  .post("/api/rooms/lobby/messages", draft.put("body", "other words").toString())
                  .body())
          .contains("\"sequence\":1", "once");
      assertThat(other.ask("message:send", draft).opt("sequence")).isEqualTo(2);
    } finally {
      assertThat(server.stop()).isTrue();
    }
  }

  private static TestClient in(int port, String token) {
    return TestClient.connect(port, Map.of("dialect", "natter", "token", token));
  }

  private static String register(ApiClient guest, String name) throws Exception {
    String json = "{\"name\":\"" + name + "\",\"password\":\"correct horse\"}";
    return new JSONObject(guest.post("/api/register", json).body()).getString("token");
  }

  private static void assertDone(TestClient client, String event, String payload) {
    JSONObject answer = client.ask(event, TestClient.object(payload));
    assertThat(answer.opt("ok")).as("%s: %s", event, answer).isEqualTo(true);
  }

  private static String get(int port, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private int run(String command) {
    Terminal terminal =
        new Terminal(
            InputStream.nullInputStream(),
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            OutputStream.nullOutputStream());
    return new Natter(terminal, Map.of(), folder, settings -> 1)
        .run(command, "--data", folder.resolve("data").toString());
  }
}
