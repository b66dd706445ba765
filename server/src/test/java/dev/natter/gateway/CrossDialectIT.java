package dev.natter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.natter.RawClient;
import dev.natter.TestClient;
import dev.natter.TestServer;
import dev.natter.chat.MemoryMessageStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one door says, all the others hear: once, in one order. */
@Timeout(60)
class CrossDialectIT {

  private static final int ROUNDS = 50;

  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.start(new MemoryMessageStore(Clock.systemUTC()));
  }

  @AfterEach
  void stop() {
    server.close();
    assertThat(server.faults).isEmpty();
  }

  @Test
  void everyDoorHearsEveryOtherOnceAndInOneOrder() throws Exception {
    int port = server.port();
    try (TestClient message = TestClient.connect(port, Map.of("dialect", "message"));
        TestClient sendMessage = TestClient.polling(port, Map.of("dialect", "send-message"));
        TestClient natter = TestClient.connect(port, Map.of("dialect", "natter"));
        RawClient json = RawClient.listening(port, "/ws/json");
        RawClient text = RawClient.connect(port, "/ws/text")) {
      assertThat(text.next()).isEqualTo("Welcome to the chat server!");
      Thread first = new Thread(() -> say(message, sendMessage));
      Thread second = new Thread(() -> say(json, text));
      first.start();
      second.start();
      first.join();
      second.join();

      List<String> order = history(port);
      assertThat(order).hasSize(4 * ROUNDS).doesNotHaveDuplicates();
      for (String said : order) {
        assertThat(message.next("message")).isEqualTo("[\"" + said + "\"]");
        assertThat(sendMessage.next("receive message")).isEqualTo("[\"" + said + "\"]");
        assertThat(natter.next("message:posted")).contains("\"body\":\"" + said + "\"");
        assertThat(json.next()).isEqualTo("{\"type\":\"chat\",\"text\":\"" + said + "\"}");
        if (!said.startsWith("text")) {
          assertThat(text.next()).isEqualTo(said);
        }
      }
    }
  }

  @Test
  void aPlainRequestHasItsAnswerBesideTheEngine() throws Exception {
    assertThat(get(server.port(), "/healthz").statusCode()).isEqualTo(200);
    assertThat(get(server.port(), "/nowhere").statusCode()).isEqualTo(404);
    assertThat(get(server.port(), "/socket.io/?EIO=4&transport=polling").body())
        .startsWith("0{\"sid\"");
  }

  private static void say(TestClient message, TestClient sendMessage) {
    for (int i = 0; i < ROUNDS; i++) {
      message.emit("message", "message" + i);
      sendMessage.emit("send message", "send" + i);
    }
  }

  private static void say(RawClient json, RawClient text) {
    for (int i = 0; i < ROUNDS; i++) {
      json.send("{\"text\":\"json" + i + "\"}");
      text.send("text" + i);
    }
  }

  /** All that was said, in the order of the room. */
  private static List<String> history(int port) throws Exception {
    List<String> said = new ArrayList<>();
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (said.size() < 4 * ROUNDS && System.nanoTime() < deadline) {
      said.clear();
      String page = get(port, "/api/rooms/lobby/messages?limit=200").body();
      var messages = TestClient.object(page).optJSONArray("messages");
      for (int i = 0; i < messages.length(); i++) {
        said.add(messages.optJSONObject(i).optString("body"));
      }
    }
    return said;
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
