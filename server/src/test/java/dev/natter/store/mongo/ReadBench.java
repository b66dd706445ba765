package dev.natter.store.mongo;

import com.mongodb.ExplainVerbosity;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import dev.natter.chat.Answer;
import dev.natter.chat.Caller;
import dev.natter.chat.ChangesQuery;
import dev.natter.chat.ChatLimits;
import dev.natter.chat.Cursor;
import dev.natter.chat.Cursors;
import dev.natter.chat.Draft;
import dev.natter.chat.HistoryPage;
import dev.natter.chat.HistoryPlace;
import dev.natter.chat.HistoryQuery;
import dev.natter.chat.IdempotencyKey;
import dev.natter.chat.Member;
import dev.natter.chat.MessageBody;
import dev.natter.chat.Messages;
import dev.natter.chat.Role;
import dev.natter.chat.RoomId;
import dev.natter.chat.RoomRules;
import dev.natter.chat.Rooms;
import dev.natter.chat.Sanction;
import dev.natter.chat.SearchPage;
import dev.natter.chat.SearchQuery;
import dev.natter.chat.Sender;
import dev.natter.chat.SessionId;
import dev.natter.chat.Standing;
import dev.natter.chat.StoreException;
import dev.natter.chat.UserId;
import dev.natter.chat.Words;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Medians of reading at many messages in many rooms on the embedded store: history by sequence,
 * around a message and since a time, changes, search of rare, common and several words in one room
 * and in all rooms of a user, and what a user has not read; and how the queries beneath are
 * answered. What it filled is kept, so a second run begins at once.
 *
 * <p>Arguments: folder, rooms (1000), messages in each (1000), and {@code fill} to do no more than
 * that.
 */
final class ReadBench {

  private static final int BATCH = 500;
  private static final int VOCABULARY = 20_000;
  private static final int WORDS = 12;
  private static final int ROUNDS = 500;
  private static final int FEW_ROUNDS = 10;
  private static final int OWN_ROOMS = 200;

  private final int rooms;
  private final int messagesEach;
  private final Random random = new Random(7);
  private final Caller ann =
      new Caller(
          new Sender(UserId.account("ann"), "Ann"), Standing.USER, Map.of(), SessionId.NONE, "");

  private ReadBench(int rooms, int messagesEach) {
    this.rooms = rooms;
    this.messagesEach = messagesEach;
  }

  public static void main(String[] arguments) throws Exception {
    int rooms = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000;
    int each = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1_000;
    boolean isFilling = arguments.length > 3 && arguments[3].equals("fill");
    try (EmbeddedMongo mongo = EmbeddedMongo.open(Path.of(arguments[0]), false);
        MongoConnection connection = MongoConnection.embedded(mongo);
        MongoMessageStore store = MongoMessageStore.open(connection, Clock.systemUTC());
        MongoRoomStore roomStore = MongoRoomStore.open(connection)) {
      ReadBench bench = new ReadBench(rooms, each);
      bench.fill(store);
      bench.join(roomStore);
      bench.index(store, connection);
      if (!isFilling) {
        bench.measure(store);
        bench.throughChat(store, roomStore);
        bench.explain(connection);
      }
    }
  }

  private void fill(MongoMessageStore store) throws Exception {
    long start = System.nanoTime();
    int filled = 0;
    for (int r = 0; r < rooms; r++) {
      int stored = (int) store.lastSequence(room(r));
      List<Draft> drafts = new ArrayList<>();
      for (int i = stored; i < messagesEach; i++) {
        drafts.add(draft(room(r), i));
        if (drafts.size() == BATCH || i == messagesEach - 1) {
          store.append(drafts);
          filled += drafts.size();
          drafts.clear();
        }
      }
    }
    System.out.printf(
        Locale.ROOT, "filled %,d messages in %,d s%n", filled, seconds(System.nanoTime() - start));
  }

  private Draft draft(RoomId room, int number) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < WORDS; i++) {
      text.append(word(random)).append(' ');
    }
    text.append(number % 500 == 250 ? "needle" : "").append('"');
    return new Draft(
        room,
        new Sender(new UserId("user:" + random.nextInt(1_000)), "User"),
        new MessageBody(text.toString()),
        IdempotencyKey.NONE,
        SessionId.NONE);
  }

  /** Few words are said often and many seldom, as in speech. */
  private static String word(Random random) {
    return "w" + (int) (VOCABULARY * Math.pow(random.nextDouble(), 4));
  }

  /** Ann belongs to some rooms, which she read up to somewhere. */
  private void join(MongoRoomStore roomStore) throws StoreException {
    for (int r = 0; r < Math.min(rooms, OWN_ROOMS); r++) {
      Cursor cursor = Cursor.at(r * 7L % messagesEach);
      roomStore.save(
          new Member(
              room(r), ann.user(), "Ann", Role.MEMBER, Instant.EPOCH, Sanction.NONE, cursor));
    }
  }

  /** Makes the blocks of words that are missing, without the rest that a server takes. */
  private void index(MongoMessageStore store, MongoConnection connection) throws Exception {
    long start = System.nanoTime();
    MongoCollection<Document> blocks = connection.database().getCollection("words");
    long made = 0;
    for (int r = 0; r < rooms; r++) {
      for (long n = 0; n < messagesEach / WordBlock.MESSAGES; n++) {
        WordBlock block = new WordBlock(room(r), n);
        if (blocks.find(Filters.eq(MessageDocuments.ID, block.id())).first() == null) {
          HistoryQuery its =
              new HistoryQuery(room(r), block.first() - 1, block.last() + 1, WordBlock.MESSAGES);
          blocks.insertOne(block.document(store.history(its).messages()));
          made++;
        }
      }
    }
    System.out.printf(
        Locale.ROOT, "made %,d blocks in %,d s%n", made, seconds(System.nanoTime() - start));
  }

  private void measure(MongoMessageStore store) throws Exception {
    long middle = messagesEach / 2;
    time("history, 50 newest", ROUNDS, () -> store.history(newest(50)).messages().size());
    time(
        "history, 50 after a sequence",
        ROUNDS,
        () -> store.history(new HistoryQuery(any(), middle, Long.MAX_VALUE, 50)).messages().size());
    time(
        "changes, none since",
        ROUNDS,
        () -> store.changes(new ChangesQuery(any(), 0, 50)).messages().size());
    for (String words : List.of("needle", "w3", "w3 w40", "nowhere", "w19000")) {
      time(
          "search a room for '" + words + "'",
          ROUNDS,
          () -> store.search(query(any(), words)).messages().size());
    }
  }

  private void throughChat(MongoMessageStore store, MongoRoomStore roomStore) throws Exception {
    long middle = messagesEach / 2;
    Rooms known = new Rooms(roomStore, RoomRules.defaults(), Clock.systemUTC());
    Messages messages =
        new Messages(
            store,
            known,
            event -> {},
            ChatLimits.defaults(),
            System::nanoTime,
            Throwable::printStackTrace);
    Cursors cursors =
        new Cursors(known, messages, event -> {}, event -> {}, Throwable::printStackTrace);
    time(
        "history, 50 around a message",
        ROUNDS,
        () -> size(messages.history(ann, any(), new HistoryPlace.Around(middle), 50)));
    Instant time = store.history(newest(1)).messages().get(0).at().minusSeconds(1);
    time(
        "history, 50 since a time",
        ROUNDS,
        () -> size(messages.history(ann, any(), new HistoryPlace.Since(time), 50)));
    time(
        "unread of a user in " + OWN_ROOMS + " rooms",
        ROUNDS / 5,
        () ->
            cursors
                .list(ann, "/", "", OWN_ROOMS)
                .join()
                .fold(listing -> listing.items().size(), why -> -1));
    for (String words : List.of("needle", "w3", "nowhere")) {
      time(
          "search " + OWN_ROOMS + " rooms for '" + words + "'",
          FEW_ROUNDS,
          () -> found(messages.search(ann, "/", Words.of(words), 20)));
    }
    messages.close(Duration.ofSeconds(5));
  }

  private void explain(MongoConnection connection) {
    MongoCollection<Document> messages = connection.database().getCollection("messages");
    RoomId room = room(rooms / 2);
    long middle = messagesEach / 2;
    Bson newestFirst = Sorts.descending(MessageDocuments.ID);
    HistoryQuery newest = new HistoryQuery(room, HistoryQuery.NO_BOUND, Long.MAX_VALUE, 50);
    HistoryQuery after = new HistoryQuery(room, middle, Long.MAX_VALUE, 50);
    explain(
        "history, 50 newest",
        messages.find(MessageDocuments.within(newest)).sort(newestFirst).limit(51));
    explain(
        "history, 50 after a sequence",
        messages
            .find(MessageDocuments.within(after))
            .sort(Sorts.ascending(MessageDocuments.ID))
            .limit(51));
    explain(
        "changes",
        messages
            .find(MessageDocuments.changedAfter(room, 0))
            .sort(Sorts.ascending(MessageDocuments.ROOM_CHANGE))
            .limit(51));
    explain(
        "newest sequence of a room, for unread",
        messages.find(MessageDocuments.after(room, 0)).sort(newestFirst).limit(1));
    explain(
        "rooms of a user",
        connection
            .database()
            .getCollection("members")
            .find(RoomDocuments.under(MemberDocuments.OF_USER, ann.user().value() + "|/", ""))
            .sort(Sorts.ascending(MemberDocuments.OF_USER))
            .limit(OWN_ROOMS + 1));
    for (String word : List.of("needle", "w3", "nowhere")) {
      explain(
          "blocks with '" + word + "'",
          connection
              .database()
              .getCollection("words")
              .find(
                  Filters.and(
                      Filters.eq(WordBlock.WORDS, WordBlock.key(room, word)),
                      MessageDocuments.of(room))));
    }
  }

  private static void explain(String what, FindIterable<Document> query) {
    Document answer = query.explain(ExplainVerbosity.EXECUTION_STATS);
    Document plan = answer.get("queryPlanner", Document.class).get("winningPlan", Document.class);
    Document cost = answer.get("executionStats", Document.class);
    System.out.printf(
        Locale.ROOT,
        "%-38s %s %s: %s keys, %s documents, %s returned%n",
        what,
        plan.get("stage"),
        plan.get("indexName"),
        cost.get("totalKeysExamined"),
        cost.get("totalDocsExamined"),
        cost.get("nReturned"));
  }

  /** Something to measure, which tells how much it found. */
  @FunctionalInterface
  private interface Read {
    int run() throws Exception;
  }

  private static void time(String what, int rounds, Read read) throws Exception {
    long found = 0;
    for (int i = 0; i < rounds / 5; i++) {
      read.run();
    }
    long[] nanos = new long[rounds];
    for (int i = 0; i < rounds; i++) {
      long start = System.nanoTime();
      found += read.run();
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "%-38s p50 %7.2f ms, p99 %7.2f ms, found %.1f%n",
        what,
        nanos[rounds / 2] / 1e6,
        nanos[(int) (rounds * 0.99)] / 1e6,
        (double) found / rounds);
  }

  private HistoryQuery newest(int limit) {
    return new HistoryQuery(any(), HistoryQuery.NO_BOUND, Long.MAX_VALUE, limit);
  }

  private static SearchQuery query(RoomId room, String words) {
    return new SearchQuery(room, Words.of(words), Long.MAX_VALUE, 20);
  }

  private static int size(CompletableFuture<Answer<HistoryPage>> answer) {
    return answer.join().fold(page -> page.messages().size(), why -> -1);
  }

  private static int found(CompletableFuture<Answer<SearchPage>> answer) {
    return answer.join().fold(page -> page.messages().size(), why -> -1);
  }

  private RoomId any() {
    return room(random.nextInt(rooms));
  }

  private static RoomId room(int number) {
    return new RoomId("/", "room " + number);
  }

  private static long seconds(long nanos) {
    return Duration.ofNanos(nanos).toSeconds();
  }
}
