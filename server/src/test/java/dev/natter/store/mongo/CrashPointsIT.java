package dev.natter.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.natter.chat.Draft;
import dev.natter.chat.IdempotencyKey;
import dev.natter.chat.MessageBody;
import dev.natter.chat.RoomId;
import dev.natter.chat.SendResult;
import dev.natter.chat.Sender;
import dev.natter.chat.SessionId;
import dev.natter.chat.UserId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.LongDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The data file as a crash would leave it, before and within each of its changes: whatever was
 * acknowledged until then must be there.
 */
class CrashPointsIT {
  private static final int FACTOR = Integer.getInteger("natter.crash.factor", 1);

  @TempDir private Path folder = Path.of("");

  /** Short sessions as well: what is special about a file that was just opened shows in them. */
  @ParameterizedTest(name = "fsync {0}, {1} sessions of {2} batches, seed {3}")
  @CsvSource({
    "false, 3, 40, 20261122",
    "true, 3, 40, 20261122",
    "false, 8, 9, 5",
    "false, 8, 9, 6",
    "false, 8, 9, 7"
  })
  void acknowledgedMessagesSurviveACrashAtAnyChange(
      boolean fsync, int sessions, int batches, long seed) throws Exception {
    RecordingFiles.install();
    NavigableMap<Integer, Integer> acknowledged = write(fsync, sessions, batches * FACTOR, seed);

    byte[] file = new byte[0];
    Random random = new Random(seed);
    List<String> losses = new ArrayList<>();
    List<RecordingFiles.Change> changes = RecordingFiles.changes();
    for (int i = 0; i < changes.size(); i++) {
      RecordingFiles.Change change = changes.get(i);
      int kept = acknowledged.floorEntry(i).getValue();
      if (kept > 0 && change.length() > 0) {
        int torn = random.nextInt(change.length());
        int found = messages(change.apply(file.clone(), torn));
        if (found < kept) {
          losses.add("within change " + i + ": " + found + " of " + kept);
        }
      }
      file = change.apply(file, change.length());
      kept = acknowledged.floorEntry(i + 1).getValue();
      int found = kept == 0 ? 0 : messages(file);
      if (found < kept) {
        losses.add("after change " + i + ": " + found + " of " + kept);
      }
    }
    assertThat(losses).isEmpty();
  }

  /** A mark that is no longer true would send recovery to an old state: see GroupCommit. */
  @Test
  void fileThatIsOpenIsNotMarkedAsCleanlyClosed() throws Exception {
    Path file = folder.resolve("natter.db");
    EmbeddedMongo.open(folder, false).close();
    assertThat(isMarkedAsClean(file)).isTrue();
    try (EmbeddedMongo mongo = EmbeddedMongo.open(folder, false)) {
      assertThat(isMarkedAsClean(file)).as("while %s is open", mongo).isFalse();
    }
  }

  private static boolean isMarkedAsClean(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      return new String(bytes.readNBytes(8192), StandardCharsets.ISO_8859_1).contains("clean:1");
    }
  }

  /** Writes in several sessions; tells how many messages were acknowledged by which change. */
  private NavigableMap<Integer, Integer> write(boolean fsync, int sessions, int batches, long seed)
      throws Exception {
    NavigableMap<Integer, Integer> acknowledged = new TreeMap<>();
    acknowledged.put(0, 0);
    int total = 0;
    Random random = new Random(seed);
    for (int session = 0; session < sessions; session++) {
      try (EmbeddedMongo mongo =
              EmbeddedMongo.open(folder, "recording:" + folder.resolve("natter.db"), fsync);
          MongoConnection connection = MongoConnection.embedded(mongo);
          MongoMessageStore store = MongoMessageStore.open(connection, Clock.systemUTC())) {
        for (int batch = 0; batch < batches; batch++) {
          List<Draft> drafts = drafts(random, session + "-" + batch);
          total +=
              (int)
                  store.append(drafts).results().stream()
                      .filter(SendResult.Accepted.class::isInstance)
                      .count();
          acknowledged.put(RecordingFiles.count(), total);
        }
      }
    }
    return acknowledged;
  }

  private static List<Draft> drafts(Random random, String prefix) {
    List<Draft> drafts = new ArrayList<>();
    int size = 1 + random.nextInt(5);
    for (int i = 0; i < size; i++) {
      drafts.add(
          new Draft(
              new RoomId("/", "room " + random.nextInt(3)),
              new Sender(new UserId("guest"), "Guest"),
              new MessageBody("\"" + "x".repeat(random.nextInt(700)) + "\""),
              new IdempotencyKey(prefix + "-" + i),
              SessionId.NONE));
    }
    return drafts;
  }

  private int messages(byte[] file) throws Exception {
    Path crashed = Files.write(folder.resolve("crashed.db"), file);
    try (MVStore store =
        new MVStore.Builder().fileName(crashed.toString()).autoCommitDisabled().open()) {
      MVMap<Long, byte[]> documents =
          store.openMap(
              "d|natter|messages",
              new MVMap.Builder<Long, byte[]>()
                  .keyType(LongDataType.INSTANCE)
                  .valueType(ByteArrayType.INSTANCE));
      return documents.size();
    }
  }
}
