package dev.natter.gateway.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.natter.TestClient;
import dev.natter.TestServer;
import dev.natter.chat.ScriptedStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Socket.IO's own chat tutorial: its client says what it has, and hears the rest. */
@Timeout(120)
class TutorialIT {

  private final ScriptedStore store = new ScriptedStore();
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.start(store);
  }

  @AfterEach
  void stop() {
    server.close();
    assertThat(server.faults).isEmpty();
  }

  @Test
  void aClientThatComesBackHearsWhatItMissedAndThenTheRest() throws InterruptedException {
    try (TestClient ann = tutorial()) {
      for (int i = 1; i <= 450; i++) {
        ann.emit("chat message", "m" + i, "offset-" + i);
      }
      for (int i = 1; i <= 450; i++) {
        assertThat(ann.next("chat message")).isEqualTo("[\"m" + i + "\"," + i + "]");
      }
      Offsets back = new Offsets(server.port(), 100);
      for (int i = 451; i <= 600; i++) {
        ann.emit("chat message", "m" + i, "offset-" + i);
      }

      assertThat(back.take(500)).isEqualTo(sequences(101, 600));
    }
  }

  @Test
  void noMessageIsMissedOrDoubledHoweverManyComeBackWhileOthersTalk() throws Exception {
    int total = 2_000;
    try (TestClient ann = tutorial()) {
      ann.ask("chat message", "first");
      Thread talker =
          new Thread(
              () -> {
                for (int i = 2; i <= total; i++) {
                  ann.emit("chat message", "m" + i);
                }
              });
      talker.start();
      List<Offsets> back = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        back.add(new Offsets(server.port(), i));
      }
      talker.join();

      for (int i = 0; i < 10; i++) {
        assertThat(back.get(i).take(total - i)).isEqualTo(sequences(i + 1, total));
      }
    }
  }

  @Test
  void aSlowReaderOfALongHistoryIsNotCutOff() throws InterruptedException {
    String text = "x".repeat(50_000);
    try (TestClient ann = tutorial()) {
      for (int i = 1; i <= 120; i++) {
        assertThat(ann.ask("chat message", text).opt("ok")).isEqualTo(true);
      }
    }
    Offsets back = new Offsets(server.port(), 0, 10);

    assertThat(back.take(120)).isEqualTo(sequences(1, 120));
  }

  @Test
  void aRefusalThatMayPassIsNotAnsweredForItsClientWouldTakeItForSuccess() {
    try (TestClient ann = tutorial()) {
      store.accepting.set(false);
      CompletableFuture<?> refused = ann.answer("chat message", "a", "o-1");
      assertThat(ann.ask("chat message").opt("code")).isEqualTo("BAD_REQUEST");
      store.accepting.set(true);

      assertThat(ann.ask("chat message", "a", "o-1").opt("ok")).isEqualTo(true);
      assertThat(refused).isNotDone();
    }
  }

  private TestClient tutorial() {
    return TestClient.connect(server.port(), Map.of("dialect", "tutorial"));
  }

  private static List<Long> sequences(long from, long to) {
    List<Long> all = new ArrayList<>();
    for (long i = from; i <= to; i++) {
      all.add(i);
    }
    return all;
  }

  /**
   * A connection that says the sequence it has seen, as a number, which the Java client's
   * string-only payload cannot.
   */
  private static final class Offsets implements WebSocket.Listener {
    private final BlockingQueue<Long> heard = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();
    private final long pauseMillis;

    Offsets(int port, long seen) {
      this(port, seen, 0);
    }

    Offsets(int port, long seen, long pauseMillis) {
      this.pauseMillis = pauseMillis;
      WebSocket socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .buildAsync(
                  URI.create("ws://127.0.0.1:" + port + "/socket.io/?EIO=4&transport=websocket"),
                  this)
              .join();
      socket.sendText("40{\"serverOffset\":" + seen + "}", true).join();
    }

    List<Long> take(int count) throws InterruptedException {
      List<Long> taken = new ArrayList<>();
      while (taken.size() < count) {
        Long next = heard.poll(10, TimeUnit.SECONDS);
        if (next == null) {
          break;
        }
        taken.add(next);
      }
      heard.drainTo(taken);
      return taken;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      part.append(text);
      if (last) {
        String packet = part.toString();
        part.setLength(0);
        if (packet.startsWith("42[\"chat message\"")) {
          String sequence = packet.substring(packet.lastIndexOf(',') + 1, packet.length() - 1);
          heard.add(Long.valueOf(sequence));
        } else if (packet.equals("2")) {
          var unused = socket.sendText("3", true);
        }
      }
      CompletableFuture.delayedExecutor(pauseMillis, TimeUnit.MILLISECONDS)
          .execute(() -> socket.request(1));
      return CompletableFuture.completedFuture(null);
    }
  }
}
