package dev.natter.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.natter.chat.FileId;
import dev.natter.chat.FileName;
import dev.natter.chat.FileStore;
import dev.natter.chat.MediaType;
import dev.natter.chat.RoomId;
import dev.natter.chat.StoredFile;
import dev.natter.chat.UserId;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that keeps files and removes some, killed in the middle: what it reported is there
 * whole, nothing else is found, and what it left behind goes when it is cleared up.
 */
@Timeout(300)
class UploadKillIT {
  private static final int ROUNDS = Integer.getInteger("natter.kill.rounds", 2);
  private static final int MAX_LIFE_MILLIS = 700;
  private static final int WRITERS = 3;
  private static final int BYTES = 40 * FileStore.PART_BYTES + 1;

  @TempDir private Path folder = Path.of("");

  @Test
  void aKilledUploadLeavesNothingForGood() throws Exception {
    List<String> reported = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      Process writer = EmbeddedKillIT.start(Writer.class, folder.toString(), String.valueOf(round));
      try (BufferedReader lines = EmbeddedKillIT.lines(writer)) {
        String line = lines.readLine();
        Thread killer =
            new Thread(
                () -> EmbeddedKillIT.killLater(writer, (int) (Math.random() * MAX_LIFE_MILLIS)));
        killer.start();
        for (; line != null; line = lines.readLine()) {
          if (line.endsWith(".")) {
            reported.add(line.substring(0, line.length() - 1));
          }
        }
        killer.join();
      }
      assertThat(writer.waitFor()).isEqualTo(EmbeddedKillIT.KILLED);
    }
    assertThat(reported).isNotEmpty();
    check(reported);
  }

  private void check(List<String> reported) throws Exception {
    List<String> findings = new ArrayList<>();
    try (EmbeddedFolder opened = new EmbeddedFolder()) {
      MongoConnection connection = opened.open(folder);
      MongoFileStore store = MongoFileStore.open(connection);
      new StoreCheck(connection, findings::add).run();
      assertThat(findings).as("before").isEmpty();

      store.removeRemains(Instant.now().plus(MongoFileStore.UNFINISHED));

      new StoreCheck(connection, findings::add).run();
      assertThat(findings).as("after").isEmpty();
      for (String id : reported) {
        assertThat(store.find(new FileId(id))).as(id).isPresent();
      }
      var files = connection.database().getCollection("files.files");
      long hidden =
          files.countDocuments(new Document(MongoFileStore.HIDDEN, new Document("$exists", true)));
      assertThat(hidden).isZero();
    }
  }

  /** The process that is killed. Arguments: folder, round. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws Exception {
      EmbeddedMongo mongo = EmbeddedMongo.open(Path.of(arguments[0]), false);
      MongoFileStore store = MongoFileStore.open(MongoConnection.embedded(mongo));
      for (int i = 0; i < WRITERS; i++) {
        String prefix = arguments[1] + "-" + i + "-";
        new Thread(() -> write(store, prefix)).start();
      }
    }

    private static void write(MongoFileStore store, String prefix) {
      try {
        for (int i = 0; ; i++) {
          FileId id = new FileId(prefix + i);
          store.keep(
              new StoredFile(
                  id,
                  RoomId.lobby("/"),
                  UserId.account("ann"),
                  new FileName("film.mp4"),
                  new MediaType("video/mp4"),
                  BYTES,
                  Instant.now()),
              new byte[BYTES]);
          if (i % 3 == 0) {
            store.removeUntouched(id, Instant.now().plusSeconds(60));
          } else {
            System.out.println(id.value() + ".");
          }
        }
      } catch (Exception e) {
        e.printStackTrace();
        Runtime.getRuntime().halt(1);
      }
    }
  }
}
