package dev.natter.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM: what was accepted is stored and answered, clients are let go so that they come back. */
class DrainIT {

  /** A busy machine's disk may take a tenth of a second for one sync. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private Path folder;

  @Test
  void whatWasAcceptedIsKeptAndClientsComeBack() throws Exception {
    String port = Integer.toString(freePort());
    CrashWitness witness = new CrashWitness();
    List<Chatter> chatters = new ArrayList<>();
    try (NatterProcess natter = NatterProcess.start(folder, "--port", port)) {
      witness.server(natter.port());
      for (int i = 0; i < 8; i++) {
        chatters.add(new Chatter("lobby", "c" + i, witness));
      }
      chatters.forEach(Chatter::start);
      Awaitility.await().atMost(PATIENCE).until(() -> witness.acks() > 200);
      long start = System.nanoTime();
      natter.terminate();
      assertThat(natter.await()).as("%s", natter.err()).isZero();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
      assertThat(natter.err()).doesNotContain("ERROR", "Exception");
    }
    int acks = witness.acks();
    try (NatterProcess natter = NatterProcess.start(folder, "--port", port)) {
      Awaitility.await().atMost(PATIENCE).until(() -> witness.acks() > acks + 100);
      chatters.forEach(Chatter::finish);
      for (Chatter chatter : chatters) {
        assertThat(chatter.join(PATIENCE)).as("%s", chatter).isTrue();
      }
      Map<Long, String> kept = new HashMap<>();
      ChatClient.history(
          natter.port(),
          "lobby",
          message -> kept.put(message.get("sequence").asLong(), message.get("body").asText()));
      assertThat(kept).containsAllEntriesOf(witness.acked("lobby"));
      assertThat(kept).containsAllEntriesOf(witness.heard("lobby"));
      assertThat(kept).hasSameSizeAs(witness.acked("lobby").entrySet());
      assertThat(witness.faults()).isEmpty();
    }
  }

  @Test
  void connectionsAreClosedSoThatClientsComeBack() throws Exception {
    try (NatterProcess natter = NatterProcess.start(folder);
        ChatClient client = ChatClient.connect(natter.port(), "lobby", message -> {})) {
      JsonNode ack = client.send("hello", "1").get(10, TimeUnit.SECONDS);
      assertThat(ack.get("ok").asBoolean()).isTrue();
      natter.terminate();
      assertThat(client.closed().get(10, TimeUnit.SECONDS))
          .as("a Socket.IO 41 would keep clients away")
          .doesNotContain("41")
          .matches("packet 1|close .*");
      assertThat(natter.await()).isZero();
    }
  }

  @Test
  void anIdleServerStopsAtOnce() {
    try (NatterProcess natter = NatterProcess.start(folder, "--drain", "1m")) {
      long start = System.nanoTime();
      natter.terminate();
      assertThat(natter.await()).isZero();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }
  }

  private static int freePort() throws Exception {
    try (ServerSocket probe = new ServerSocket(0)) {
      return probe.getLocalPort();
    }
  }
}
