package dev.natter.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.Document;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.LongDataType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EmbeddedMongoTest {
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void healDisk() {
    FaultyFiles.install();
  }

  @Test
  void folderIsMade() throws Exception {
    Path deeper = folder.resolve("a").resolve("b");

    try (EmbeddedMongo mongo = EmbeddedMongo.open(deeper, true)) {
      assertThat(mongo).isNotNull();
    }

    assertThat(deeper).isNotEmptyDirectory();
  }

  @Test
  void folderInUseIsRefused() throws Exception {
    try (EmbeddedMongo mongo = EmbeddedMongo.open(folder, false)) {
      assertThatThrownBy(() -> EmbeddedMongo.open(folder, false))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("in use by another process")
          .hasMessageContaining(folder.toString());
      assertThat(mongo).isNotNull();
    }
  }

  @Test
  void folderThatIsAFileIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");

    assertThatThrownBy(() -> EmbeddedMongo.open(file, false))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("cannot be made");
  }

  @Test
  void damagedFileIsRefusedAndLeftAsItIs() throws Exception {
    Path file = folder.resolve("natter.db");
    Files.write(file, new byte[50_000]);

    assertThatThrownBy(() -> EmbeddedMongo.open(folder, false))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("damaged");

    assertThat(file).hasSize(50_000);
  }

  @Test
  void tornEndOfTheFileIsForgiven() throws Exception {
    try (EmbeddedMongo mongo = EmbeddedMongo.open(folder, false);
        MongoConnection connection = MongoConnection.embedded(mongo)) {
      things(connection).insertOne(new Document("_id", 1));
    }
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve("natter.db").toFile(), "rw")) {
      file.seek(file.length());
      file.write(new byte[1000]);
    }

    try (EmbeddedMongo mongo = EmbeddedMongo.open(folder, false);
        MongoConnection connection = MongoConnection.embedded(mongo)) {
      assertThat(things(connection).countDocuments()).isEqualTo(1);
    }
  }

  @Test
  void writeIsSyncedBeforeItIsAnswered() throws Exception {
    try (EmbeddedMongo mongo = open(true);
        MongoConnection connection = MongoConnection.embedded(mongo)) {
      for (int i = 0; i < 10; i++) {
        int before = FaultyFiles.syncs();
        things(connection).insertOne(new Document("_id", i));
        assertThat(FaultyFiles.syncs()).isGreaterThan(before);
      }
    }
  }

  @Test
  void withoutFsyncTheDiskIsNotWaitedFor() throws Exception {
    try (EmbeddedMongo mongo = open(false);
        MongoConnection connection = MongoConnection.embedded(mongo)) {
      things(connection).insertOne(new Document("_id", 1));

      assertThat(FaultyFiles.syncs()).isZero();
    }
  }

  @Test
  void nothingIsAnsweredWhileTheDiskStalls() throws Exception {
    try (EmbeddedMongo mongo = open(true);
        MongoConnection connection = MongoConnection.embedded(mongo)) {
      MongoCollection<Document> things = things(connection);
      things.insertOne(new Document("_id", 1));
      FaultyFiles.stall();

      assertThatThrownBy(() -> things.insertOne(new Document("_id", 2)))
          .isInstanceOf(MongoException.class);
      // It has been applied, but a crash could still take it back.
      assertThatThrownBy(() -> things.countDocuments(Filters.eq(2)))
          .isInstanceOf(MongoException.class);

      FaultyFiles.heal();
      assertThat(things.countDocuments(Filters.eq(2))).isEqualTo(1);
    }
  }

  @Test
  void failedCommitStopsEverythingAndWhatWasAnsweredStays() throws Exception {
    try (EmbeddedMongo mongo = open(true);
        MongoConnection connection = MongoConnection.embedded(mongo)) {
      MongoCollection<Document> things = things(connection);
      things.insertOne(new Document("_id", 1));
      FaultyFiles.fail();
      assertThatThrownBy(() -> things.insertOne(new Document("_id", 2)))
          .isInstanceOf(MongoException.class);
      FaultyFiles.heal();

      assertThatThrownBy(() -> things.insertOne(new Document("_id", 3)))
          .isInstanceOf(MongoException.class);
      assertThatThrownBy(() -> connection.database().runCommand(new Document("ping", 1)))
          .isInstanceOf(MongoException.class);
    }

    try (EmbeddedMongo mongo = open(true);
        MongoConnection connection = MongoConnection.embedded(mongo)) {
      assertThat(things(connection).find().map(thing -> thing.getInteger("_id")))
          .contains(1)
          .doesNotContain(3);
    }
  }

  @Test
  void documentsAreNotReadAtTheStartForAnIndexThatHoldsNoneOfThem() throws Exception {
    try (EmbeddedMongo mongo = open(false);
        MongoConnection connection = MongoConnection.embedded(mongo)) {
      things(connection).createIndex(Indexes.ascending("rare"), new IndexOptions().sparse(true));
      things(connection).insertOne(new Document("_id", 1));
    }
    makeUnreadable("d|natter|things");

    try (EmbeddedMongo mongo = open(false);
        MongoConnection connection = MongoConnection.embedded(mongo)) {
      assertThat(things(connection).countDocuments(Filters.eq("rare", 1))).isZero();
      assertThatThrownBy(() -> things(connection).find().first())
          .isInstanceOf(MongoException.class);
    }
  }

  @Test
  void indexIsFilledAgainAfterItWasDropped() throws Exception {
    try (EmbeddedMongo mongo = open(false);
        MongoConnection connection = MongoConnection.embedded(mongo)) {
      MongoCollection<Document> things = things(connection);
      String name = things.createIndex(Indexes.ascending("rare"), new IndexOptions().sparse(true));
      things.dropIndex(name);
      things.insertOne(new Document("_id", 1).append("rare", 1));
      things.createIndex(Indexes.ascending("rare"), new IndexOptions().sparse(true));

      assertThat(things.countDocuments(Filters.eq("rare", 1))).isEqualTo(1);
    }
  }

  private void makeUnreadable(String map) {
    try (MVStore store = MVStore.open(folder.resolve("natter.db").toString())) {
      MVMap<Long, byte[]> documents =
          store.openMap(
              map,
              new MVMap.Builder<Long, byte[]>()
                  .keyType(LongDataType.INSTANCE)
                  .valueType(ByteArrayType.INSTANCE));
      documents.replaceAll((position, document) -> new byte[] {1});
    }
  }

  @Test
  void counterIncrementedByManyMissesNothing() throws Exception {
    int threads = 4;
    int increments = 100;
    try (EmbeddedMongo mongo = open(false);
        MongoConnection connection = MongoConnection.embedded(mongo)) {
      List<Callable<List<Integer>>> work = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        work.add(() -> increment(things(connection), increments));
      }
      ExecutorService pool = Executors.newFixedThreadPool(threads);
      List<Integer> values = new ArrayList<>();
      for (Future<List<Integer>> done : pool.invokeAll(work)) {
        values.addAll(done.get());
      }
      pool.shutdown();

      assertThat(values).hasSize(threads * increments).doesNotHaveDuplicates();
      assertThat(things(connection).find().first()).containsEntry("n", threads * increments);
    }
  }

  private static List<Integer> increment(MongoCollection<Document> things, int times) {
    List<Integer> values = new ArrayList<>();
    FindOneAndUpdateOptions options =
        new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER);
    for (int i = 0; i < times; i++) {
      Document after = things.findOneAndUpdate(Filters.eq(1), Updates.inc("n", 1), options);
      values.add(after == null ? -1 : after.getInteger("n"));
    }
    return values;
  }

  @Test
  void scansSurviveCompaction() throws Exception {
    int documents = 2_000;
    String filler = "x".repeat(500);
    try (EmbeddedMongo mongo = open(false);
        MongoConnection connection = MongoConnection.embedded(mongo)) {
      MongoCollection<Document> things = things(connection);
      List<Document> all = new ArrayList<>();
      for (int i = 0; i < documents; i++) {
        all.add(new Document("_id", i).append("filler", filler).append("n", 0));
      }
      things.insertMany(all);
      AtomicBoolean running = new AtomicBoolean(true);
      ExecutorService pool = Executors.newFixedThreadPool(2);
      Future<Integer> scans = pool.submit(() -> scan(things, running, documents));
      for (int round = 1; round <= 20; round++) {
        things.updateMany(Filters.lt("_id", documents / 2), Updates.set("n", round));
      }
      running.set(false);

      assertThat(scans.get()).isPositive();
      pool.shutdown();
    }
    try (EmbeddedMongo mongo = open(false);
        MongoConnection connection = MongoConnection.embedded(mongo)) {
      assertThat(things(connection).countDocuments(Filters.eq("n", 20))).isEqualTo(documents / 2);
      assertThat(things(connection).countDocuments()).isEqualTo(documents);
    }
  }

  private static int scan(MongoCollection<Document> things, AtomicBoolean running, int expected) {
    int scans = 0;
    do {
      assertThat(things.find().into(new ArrayList<>())).hasSize(expected);
      scans++;
    } while (running.get());
    return scans;
  }

  private EmbeddedMongo open(boolean fsync) throws StoreUnavailableException {
    return EmbeddedMongo.open(folder, "faulty:" + folder.resolve("natter.db"), fsync);
  }

  private static MongoCollection<Document> things(MongoConnection connection) {
    return connection.database().getCollection("things");
  }
}
