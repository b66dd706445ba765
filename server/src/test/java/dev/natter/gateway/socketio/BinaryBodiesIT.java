package dev.natter.gateway.socketio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.natter.NodeScript;
import dev.natter.RawClient;
import dev.natter.TestClient;
import dev.natter.TestServer;
import dev.natter.chat.ScriptedStore;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Small binary data in the bodies of messages. */
@Timeout(180)
class BinaryBodiesIT {

  private static final byte[] BYTES = {0, 1, (byte) 254, (byte) 255};
  private static final String BASE64 = "AAH+/w==";

  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.start(new ScriptedStore());
  }

  @AfterEach
  void stop() {
    server.close();
    assertThat(server.faults).isEmpty();
  }

  @Test
  void everyGenerationOfTheClientGetsBackTheBytesItSent() throws Exception {
    NodeScript.run("binary.js", server.port());
  }

  @Test
  void javaClientsHearBytesAndOtherDoorsTheText() throws Exception {
    try (TestClient sender = TestClient.connect(server.port(), Map.of("dialect", "message"));
        TestClient natter = TestClient.polling(server.port(), Map.of("dialect", "natter"));
        RawClient raw = RawClient.listening(server.port(), "/ws/json")) {
      CompletableFuture<Object> heard = new CompletableFuture<>();
      natter.socket().once("message:posted", arguments -> heard.complete(arguments[0]));

      JSONObject body = new JSONObject().put("name", "dot.png").put("bytes", BYTES);
      assertThat(sender.ask("message", body).opt("ok")).isEqualTo(true);

      JSONObject message = (JSONObject) heard.get(10, TimeUnit.SECONDS);
      assertThat(message.getJSONObject("body").get("bytes")).isEqualTo(BYTES);
      assertThat(raw.next()).contains(BASE64);
      JSONArray history = natter.ask("history", new JSONObject()).getJSONArray("messages");
      assertThat(history.getJSONObject(0).getJSONObject("body").toString())
          .contains("{\"_binary\":\"" + BASE64 + "\"}");
    }
  }

  @Test
  void bytesCountAgainstTheLimitOfABody() {
    try (TestClient sender = TestClient.connect(server.port(), Map.of("dialect", "message"))) {
      assertThat(sender.ask("message", (Object) new byte[48_000]).opt("ok")).isEqualTo(true);
      assertThat(sender.ask("message", (Object) new byte[50_000]).opt("code"))
          .isEqualTo("TOO_LARGE");
    }
  }

  @Test
  void theTextFormIsHeardAsBytes() throws Exception {
    try (TestClient sender = TestClient.connect(server.port(), Map.of("dialect", "message"))) {
      CompletableFuture<Object> heard = new CompletableFuture<>();
      sender.socket().once("message", arguments -> heard.complete(arguments[0]));

      sender.ask("message", new JSONObject().put("_binary", "aGk="));

      assertThat(heard.get(10, TimeUnit.SECONDS)).isEqualTo("hi".getBytes(UTF_8));
    }
  }
}
