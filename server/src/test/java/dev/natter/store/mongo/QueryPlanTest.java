package dev.natter.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random documents, changes and queries, on our storage with indexes and on upstream's storage in
 * memory without any: the answers must be the same.
 */
class QueryPlanTest {
  private static final int COLLECTIONS = Integer.getInteger("natter.plan.collections", 1);
  private static final int ROUNDS = 3;
  private static final int CHANGES = 120;
  private static final int QUERIES = 120;
  private static final long SEED = 20_261_122;

  private static final List<String> FIELDS = List.of("a", "b", "c.d", "u");

  @TempDir private Path folder = Path.of("");

  @Test
  void answersAreThoseOfAFullScan() throws Exception {
    Random random = new Random(SEED);
    try (InProcessTransport plainTransport = new InProcessTransport(new MemoryBackend());
        MongoConnection plain = MongoConnection.over(plainTransport)) {
      for (int round = 0; round < ROUNDS * COLLECTIONS; round++) {
        String name = "things" + round / ROUNDS;
        try (EmbeddedMongo mongo = EmbeddedMongo.open(folder, false);
            MongoConnection indexed = MongoConnection.embedded(mongo)) {
          Pair pair = new Pair(collection(indexed, name), collection(plain, name));
          pair.makeIndexes();
          for (int i = 0; i < CHANGES; i++) {
            pair.change(random, round * CHANGES + i);
          }
          for (int i = 0; i < QUERIES; i++) {
            pair.query(random);
          }
        }
      }
    }
  }

  private static MongoCollection<Document> collection(MongoConnection connection, String name) {
    return connection.database().getCollection(name);
  }

  private record Pair(MongoCollection<Document> indexed, MongoCollection<Document> plain) {

    void makeIndexes() {
      indexed.createIndex(Indexes.ascending("a"));
      indexed.createIndex(Indexes.compoundIndex(Indexes.ascending("a"), Indexes.descending("b")));
      indexed.createIndex(Indexes.descending("b"));
      indexed.createIndex(Indexes.ascending("c.d"), new IndexOptions().sparse(true));
      indexed.createIndex(Indexes.ascending("u"), new IndexOptions().unique(true).sparse(true));
      plain.createIndex(Indexes.ascending("u"), new IndexOptions().unique(true).sparse(true));
    }

    void change(Random random, int number) {
      int id = random.nextInt(number + 1);
      switch (random.nextInt(10)) {
        case 0 -> same(things -> things.deleteOne(new Document("_id", id)).getDeletedCount());
        case 1, 2 -> {
          Document update = update(random);
          same(things -> things.updateOne(new Document("_id", id), update).getModifiedCount());
        }
        case 3 -> {
          Document filter = filter(random);
          Document update = new Document("$set", new Document("e", number));
          same(things -> things.updateMany(filter, update).getMatchedCount());
        }
        default -> {
          Document document = document(random, number);
          same(things -> things.insertOne(document).wasAcknowledged());
        }
      }
    }

    void query(Random random) {
      Document filter = filter(random);
      same(things -> things.countDocuments(filter));
      Document order = random.nextInt(3) == 0 ? new Document() : order(random);
      int limit = random.nextBoolean() ? 0 : 1 + random.nextInt(10);
      int skip = random.nextInt(4) == 0 ? random.nextInt(5) : 0;
      if (limit == 0 && skip == 0) {
        same(filter + " whole", things -> whole(things.find(filter)));
      }
      if (!order.isEmpty()) {
        // Ties may come in any order, so only what is sorted by is compared.
        same(
            filter + " by " + order,
            things -> keys(things.find(filter).sort(order).skip(skip).limit(limit), order));
      }
    }

    private static List<Document> whole(FindIterable<Document> found) {
      return found.into(new ArrayList<>()).stream()
          .sorted((left, right) -> left.getInteger("_id") - right.getInteger("_id"))
          .toList();
    }

    private static List<List<@Nullable Object>> keys(FindIterable<Document> found, Document order) {
      List<List<@Nullable Object>> keys = new ArrayList<>();
      for (Document document : found) {
        List<@Nullable Object> key = new ArrayList<>();
        for (String field : order.keySet()) {
          Object value =
              field.equals("c.d") && document.get("c") instanceof Document inner
                  ? inner.get("d")
                  : document.get(field);
          key.add(comparable(value, order.getInteger(field) > 0));
        }
        keys.add(key);
      }
      return keys;
    }

    /** Numbers of all types are one; an array sorts by its least or greatest element. */
    private static @Nullable Object comparable(@Nullable Object value, boolean ascending) {
      if (value instanceof List<?> array) {
        DoubleStream elements = array.stream().mapToDouble(each -> ((Number) each).doubleValue());
        return (ascending ? elements.min() : elements.max()).orElseThrow();
      }
      if (value instanceof Document document) {
        return "d=" + comparable(document.get("d"), ascending);
      }
      return value instanceof Number number ? (Object) number.doubleValue() : value;
    }

    private void same(Function<MongoCollection<Document>, Object> operation) {
      same("", operation);
    }

    private void same(String what, Function<MongoCollection<Document>, Object> operation) {
      assertThat(outcome(indexed, operation)).as(what).isEqualTo(outcome(plain, operation));
    }

    private static Object outcome(
        MongoCollection<Document> things, Function<MongoCollection<Document>, Object> operation) {
      try {
        return operation.apply(things);
      } catch (MongoException e) {
        return "refused with " + e.getCode();
      }
    }
  }

  private static Document document(Random random, int id) {
    Document document = new Document("_id", id);
    if (random.nextInt(5) > 0) {
      document.append("a", value(random, true));
    }
    if (random.nextInt(5) > 0) {
      document.append("b", value(random, false));
    }
    if (random.nextBoolean()) {
      document.append("c", new Document("d", value(random, false)));
    }
    if (random.nextBoolean()) {
      document.append("u", random.nextInt(200));
    }
    return document;
  }

  private static Document update(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> new Document("$unset", new Document("a", "").append("u", ""));
      case 1 -> new Document("$set", new Document("b", value(random, false)));
      case 2 -> new Document("$set", new Document("c.d", value(random, false)));
      default -> new Document("$set", new Document("a", value(random, true)));
    };
  }

  private static Document filter(Random random) {
    Document filter = new Document();
    int conditions = random.nextInt(3);
    for (int i = 0; i < conditions; i++) {
      filter.append(FIELDS.get(random.nextInt(FIELDS.size())), condition(random));
    }
    if (random.nextInt(6) == 0) {
      Document half = new Document("a", condition(random));
      Document other = new Document("a", condition(random));
      filter.append(random.nextBoolean() ? "$and" : "$or", List.of(half, other));
    }
    return filter;
  }

  private static @Nullable Object condition(Random random) {
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> scalar(random);
      case 3 -> new Document("$in", List.of(number(random), "x", number(random), "y"));
      case 4 -> new Document("$gt", number(random)).append("$lt", number(random));
      case 5 -> new Document("$gte", scalar(random));
      case 6 -> new Document("$lte", scalar(random));
      case 7 -> new Document("$ne", scalar(random));
      case 8 -> new Document("$exists", random.nextBoolean());
      default -> new Document("$regex", "^x");
    };
  }

  private static Document order(Random random) {
    Document order = new Document();
    int fields = 1 + random.nextInt(2);
    for (int i = 0; i < fields; i++) {
      order.append(FIELDS.get(random.nextInt(FIELDS.size())), random.nextBoolean() ? 1 : -1);
    }
    return order;
  }

  private static @Nullable Object value(Random random, boolean arrays) {
    if (arrays && random.nextInt(12) == 0) {
      return List.of(number(random), number(random));
    }
    return random.nextInt(20) == 0 ? new Document("d", number(random)) : scalar(random);
  }

  private static @Nullable Object scalar(Random random) {
    return switch (random.nextInt(9)) {
      case 0 -> null;
      case 1 -> "xyz".substring(random.nextInt(4));
      case 2 -> random.nextBoolean();
      case 3 -> Instant.ofEpochMilli(random.nextInt(5));
      case 4 -> random.nextInt(20) / 2.0;
      default -> number(random);
    };
  }

  private static Object number(Random random) {
    int number = random.nextInt(12);
    return random.nextBoolean() ? (Object) number : (Object) (long) number;
  }
}
