package dev.natter.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise that acknowledged means kept, tried by force: many clients send, the process is
 * killed at a random moment, and again on the same folder. {@code -Dnatter.crash.rounds=100} and
 * {@code -Dnatter.crash.seed=1} change how often and when.
 */
class CrashIT {

  private static final int ROUNDS = Integer.getInteger("natter.crash.rounds", 20);
  private static final long SEED = Long.getLong("natter.crash.seed", System.nanoTime());
  private static final List<String> ROOMS = List.of("lobby", "red", "blue");
  private static final int CHATTERS_PER_ROOM = 5;

  /** The longest life of a server in milliseconds, counted from when it is ready. */
  private static final int MAX_LIFE = 2_000;

  /** One round in so many dies before anybody had to be answered. */
  private static final int EARLY_DEATHS = 5;

  @TempDir private Path folder;

  private final Random random = new Random(SEED);
  private final CrashWitness witness = new CrashWitness();

  @Test
  void killingTheProcessLosesAndDoublesNothing() throws Exception {
    List<Chatter> chatters = new ArrayList<>();
    for (String room : ROOMS) {
      for (int i = 0; i < CHATTERS_PER_ROOM; i++) {
        chatters.add(new Chatter(room, room + "-" + i, witness));
      }
    }
    chatters.forEach(Chatter::start);
    for (int round = 0; round < ROUNDS; round++) {
      try (NatterProcess natter = NatterProcess.start(folder)) {
        liveAndDie(natter, round);
      }
    }
    try (NatterProcess natter = NatterProcess.start(folder)) {
      witness.server(natter.port());
      chatters.forEach(Chatter::finish);
      for (Chatter chatter : chatters) {
        assertThat(chatter.join(Duration.ofSeconds(60)))
            .as("%s has all its acks", chatter)
            .isTrue();
      }
      check(natter.port(), chatters);
    }
  }

  private void liveAndDie(NatterProcess natter, int round) {
    int before = witness.acks();
    witness.server(natter.port());
    if (round % EARLY_DEATHS != 0) {
      Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> witness.acks() > before);
    }
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(MAX_LIFE)));
    witness.server(CrashWitness.NO_SERVER);
    natter.kill();
  }

  private void check(int port, List<Chatter> chatters) throws Exception {
    assertThat(witness.faults()).as("seed %d", SEED).isEmpty();
    assertThat(witness.acks()).isPositive();
    int stored = 0;
    for (String room : ROOMS) {
      Map<Long, String> history = history(port, room);
      stored += history.size();
      assertThat(new HashSet<>(history.values()))
          .as("distinct bodies of %s, seed %d", room, SEED)
          .hasSameSizeAs(history.entrySet());
      assertThat(history)
          .as("acknowledged and kept, seed %d", SEED)
          .containsAllEntriesOf(witness.acked(room));
      assertThat(history)
          .as("heard and kept, seed %d", SEED)
          .containsAllEntriesOf(witness.heard(room));
      assertThat(history.values()).as("sent, seed %d", SEED).containsAll(sent(room, chatters));
    }
    System.out.printf(
        "Crash test: %d kills, %d messages acknowledged and kept, 0 lost, 0 doubled%n",
        ROUNDS, stored);
  }

  private static Set<String> sent(String room, List<Chatter> chatters) {
    Set<String> sent = new HashSet<>();
    chatters.stream().filter(c -> c.room().equals(room)).forEach(c -> sent.addAll(c.sent()));
    return sent;
  }

  /** The room's messages by sequence, which is checked to be 1, 2, 3… */
  private static Map<Long, String> history(int port, String room)
      throws IOException, InterruptedException {
    Map<Long, String> history = new HashMap<>();
    ChatClient.history(
        port,
        room,
        (JsonNode message) -> {
          long sequence = message.get("sequence").asLong();
          assertThat(sequence).as("the next of %s", room).isEqualTo(history.size() + 1L);
          history.put(sequence, message.get("body").asText());
        });
    return history;
  }
}
