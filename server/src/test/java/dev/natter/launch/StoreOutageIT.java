package dev.natter.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import dev.natter.store.mongo.FaultyProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that hangs or goes away: everybody is answered, and nothing unstored is told. */
@SuppressWarnings("NullAway.Init")
class StoreOutageIT {

  /** More than the store's own time limit, the lane's, and what a busy machine adds. */
  private static final Duration BOUND = Duration.ofSeconds(30);

  @TempDir private Path folder;

  private final Map<Long, String> heard = new ConcurrentHashMap<>();
  private final MongoServer mongo = new MongoServer(new MemoryBackend());
  private FaultyProxy proxy;
  private NatterProcess natter;
  private ChatClient client;

  @BeforeEach
  void start() throws Exception {
    proxy = new FaultyProxy(mongo.bind());
    natter =
        NatterProcess.start(folder, "--mongo-uri", "mongodb://127.0.0.1:" + proxy.port() + "/chat");
    client = ChatClient.connect(natter.port(), "lobby", this::hear);
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    natter.close();
    proxy.close();
    mongo.shutdownNow();
  }

  private void hear(JsonNode message) {
    heard.put(message.get("sequence").asLong(), message.get("body").asText());
  }

  @Test
  void aStoreThatHangsIsAnsweredForAndTakenBack() throws Exception {
    assertThat(ack("before").get("ok").asBoolean()).isTrue();
    proxy.stall();
    refusesWithinTheBound("hanging");
    proxy.heal();
    recovers();
  }

  @Test
  void aStoreThatCutsConnectionsIsAnsweredForAndTakenBack() throws Exception {
    assertThat(ack("before").get("ok").asBoolean()).isTrue();
    proxy.cut();
    refusesWithinTheBound("cut");
    proxy.heal();
    recovers();
  }

  private void refusesWithinTheBound(String name) throws Exception {
    List<CompletableFuture<JsonNode>> acks = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      acks.add(client.send(name + i, name + i));
    }
    for (CompletableFuture<JsonNode> ack : acks) {
      JsonNode answer = ack.get(BOUND.toSeconds(), TimeUnit.SECONDS);
      assertThat(answer.get("ok").asBoolean()).as("%s", answer).isFalse();
      assertThat(answer.get("retry").asBoolean()).as("%s", answer).isTrue();
      assertThat(answer.get("code").asText()).isIn("NOT_STORED", "BUSY");
    }
    assertThat(heard.values()).containsExactly("before");
    Awaitility.await().atMost(BOUND).until(() -> status("/readyz") == 503);
    assertThat(status("/healthz")).isEqualTo(200);
  }

  /** The same messages again, with the same keys: each is kept once, whatever came of the first. */
  private void recovers() throws Exception {
    Awaitility.await().atMost(BOUND).until(() -> status("/readyz") == 200);
    JsonNode first = Awaitility.await().atMost(BOUND).until(() -> ack("after"), ChatClient::isOk);
    assertThat(first.get("sequence").asLong()).isPositive();
    Map<Long, String> kept = new HashMap<>();
    ChatClient.history(
        natter.port(),
        "lobby",
        message -> kept.put(message.get("sequence").asLong(), message.get("body").asText()));
    assertThat(kept.values()).doesNotHaveDuplicates().contains("before", "after");
    Awaitility.await().atMost(BOUND).untilAsserted(() -> assertThat(heard).isEqualTo(kept));
    assertThat(natter.err()).doesNotContain("\tat ", "    java.", "hunter2");
  }

  private JsonNode ack(String body) throws Exception {
    return client.send(body, body).get(BOUND.toSeconds(), TimeUnit.SECONDS);
  }

  private int status(String path) throws Exception {
    return ChatClient.status(natter.port(), path);
  }
}
