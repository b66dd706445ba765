package dev.natter.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.natter.chat.Appended;
import dev.natter.chat.Draft;
import dev.natter.chat.HistoryPage;
import dev.natter.chat.HistoryQuery;
import dev.natter.chat.IdempotencyKey;
import dev.natter.chat.Message;
import dev.natter.chat.MessageBody;
import dev.natter.chat.Rejected;
import dev.natter.chat.RoomId;
import dev.natter.chat.SendResult;
import dev.natter.chat.Sender;
import dev.natter.chat.SessionId;
import dev.natter.chat.StoreException;
import dev.natter.chat.UserId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The embedded store on a disk that stalls or fails. */
@Timeout(120)
class EmbeddedStoreFaultsIT {
  private static final RoomId LOBBY = RoomId.lobby("/");
  private static final Duration BOUND = Duration.ofSeconds(20);
  private static final Duration RECOVERY = Duration.ofSeconds(40);

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void installDisk() {
    FaultyFiles.install();
  }

  @AfterEach
  void healDisk() {
    FaultyFiles.heal();
  }

  private EmbeddedMongo mongo() throws StoreUnavailableException {
    return EmbeddedMongo.open(folder, "faulty:" + folder.resolve("natter.db"), true);
  }

  @Test
  void stalledDiskIsAnsweredInTimeAndComesBackByItself() throws Exception {
    try (EmbeddedMongo mongo = mongo();
        MongoConnection connection = MongoConnection.embedded(mongo);
        MongoMessageStore store = MongoMessageStore.open(connection, Clock.systemUTC())) {
      store.append(List.of(draft("before", "k1")));
      FaultyFiles.stall();

      long start = System.nanoTime();
      Appended lost = store.append(List.of(draft("stalled", "k2")));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
      assertThat(lost.results()).allMatch(Rejected.class::isInstance);
      assertThat(lost.posted()).isEmpty();
      await().atMost(RECOVERY).until(() -> !store.accepting());

      FaultyFiles.heal();
      await().atMost(RECOVERY).until(store::accepting);
      Appended next = store.append(List.of(draft("after", "k3"), draft("stalled", "k2")));

      assertThat(next.posted())
          .extracting(posted -> posted.message().body().json())
          .containsExactly("\"stalled\"", "\"after\"");
      assertThat(((SendResult.Accepted) next.results().get(1)).resend()).isTrue();
      assertThat(history(store).messages())
          .extracting(Message::sequence)
          .containsExactly(1L, 2L, 3L);
    }
  }

  @Test
  void failedDiskRefusesUntilARestartAndKeepsWhatWasAcknowledged() throws Exception {
    try (EmbeddedMongo mongo = mongo();
        MongoConnection connection = MongoConnection.embedded(mongo);
        MongoMessageStore store = MongoMessageStore.open(connection, Clock.systemUTC())) {
      store.append(List.of(draft("kept", "k1")));
      FaultyFiles.fail();
      assertThat(store.append(List.of(draft("failed", "k2"))).results())
          .allMatch(Rejected.class::isInstance);
      await().atMost(RECOVERY).until(() -> !store.accepting());
      FaultyFiles.heal();

      await()
          .during(Duration.ofSeconds(2))
          .atMost(RECOVERY)
          .untilAsserted(() -> assertThat(store.accepting()).isFalse());
      assertThatThrownBy(() -> history(store)).isInstanceOf(StoreException.class);
    }

    try (EmbeddedMongo mongo = mongo();
        MongoConnection connection = MongoConnection.embedded(mongo);
        MongoMessageStore store = MongoMessageStore.open(connection, Clock.systemUTC())) {
      assertThat(history(store).messages().get(0).body().json()).isEqualTo("\"kept\"");
      Appended resent = store.append(List.of(draft("failed", "k2")));
      assertThat(((SendResult.Accepted) resent.results().get(0)).message().sequence()).isEqualTo(2);
    }
  }

  private static HistoryPage history(MongoMessageStore store) throws StoreException {
    return store.history(new HistoryQuery(LOBBY, 0, Long.MAX_VALUE, 100));
  }

  private static Draft draft(String text, String key) {
    return new Draft(
        LOBBY,
        new Sender(new UserId("guest:1"), "Guest"),
        new MessageBody('"' + text + '"'),
        new IdempotencyKey(key),
        SessionId.NONE);
  }
}
