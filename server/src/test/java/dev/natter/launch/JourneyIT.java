package dev.natter.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.natter.TestClient;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
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
    NatterServer server = NatterServer.start(settings());
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

  private Settings settings() throws UsageException {
    Map<Setting, String> flags =
        Map.of(
            Setting.DATA,
            folder.resolve("data").toString(),
            Setting.PORT,
            "0",
            Setting.WS_PORT,
            "0",
            Setting.HOST,
            "127.0.0.1");
    return Settings.of(Choices.gather(flags, Map.of(), folder));
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
