package dev.natter.store.mongo;

import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.natter.chat.HistoryQuery;
import dev.natter.chat.Message;
import dev.natter.chat.RoomId;
import dev.natter.chat.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Which blocks of messages have a word. A room's blocks are made one after the other by a thread
 * that rests longer than it works, so that nobody who posts waits for search; what has no block yet
 * is read by whoever searches. Blocks are made from messages alone: they can be dropped at any time
 * and come back.
 *
 * <p>Thread: any – of one room only one thread makes or changes blocks at a time.
 */
final class WordIndex {

  /** The most rooms that wait for blocks; one beyond them asks again with its next block. */
  private static final int MAX_WAITING = 1_000;

  /** The most blocks that are looked at for one word. */
  static final int MAX_CANDIDATES = 2_000;

  private static final int REST_FACTOR = 3;
  private static final int STRIPES = 64;

  private final MongoCollection<Document> blocks;
  private final Supplier<MessageQueries> messages;
  private final long timeoutMillis;
  private final Set<RoomId> waiting = ConcurrentHashMap.newKeySet();
  private final ThreadPoolExecutor maker;
  private final Object[] stripes = new Object[STRIPES];
  private volatile boolean closed;

  WordIndex(
      MongoCollection<Document> blocks, Supplier<MessageQueries> messages, long timeoutMillis) {
    this.blocks = blocks;
    this.messages = messages;
    this.timeoutMillis = timeoutMillis;
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new Object();
    }
    maker =
        new ThreadPoolExecutor(
            1,
            1,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING),
            body -> {
              Thread thread = new Thread(body, "natter-words");
              thread.setDaemon(true);
              return thread;
            });
    maker.allowCoreThreadTimeOut(true);
  }

  void createIndex(long startTimeoutMillis) {
    blocks
        .withTimeout(startTimeoutMillis, TimeUnit.MILLISECONDS)
        .createIndex(Indexes.ascending(WordBlock.WORDS));
  }

  /** Takes note of a message that was stored; asks for its block if it is full. */
  void posted(RoomId room, long sequence) {
    if (sequence % WordBlock.MESSAGES == 0) {
      makeBlocks(room);
    }
  }

  /** Lets a room's missing blocks be made soon. */
  void makeBlocks(RoomId room) {
    if (closed || !waiting.add(room)) {
      return;
    }
    try {
      maker.execute(() -> makeAll(room));
    } catch (RejectedExecutionException e) {
      waiting.remove(room);
    }
  }

  /**
   * Adds the words of a message that was modified to its block, if there is one. What it said
   * before stays there and is not found in the message.
   */
  void changed(Message message) {
    WordBlock block = WordBlock.of(message.room(), message.sequence());
    List<Long> keys = List.copyOf(WordBlock.keys(message.room(), Words.of(message)));
    synchronized (stripe(message.room())) {
      timed()
          .updateOne(
              Filters.eq(MessageDocuments.ID, block.id()),
              Updates.addEachToSet(WordBlock.WORDS, keys));
    }
  }

  /**
   * Forgets the blocks whose messages are gone.
   *
   * @param first the sequence of the eldest message that is left
   * @return how many blocks
   */
  long forget(RoomId room, long first) {
    long below = WordBlock.of(room, first).number();
    if (below == 0) {
      return 0;
    }
    Bson gone =
        Filters.and(
            Filters.gte(MessageDocuments.ID, MessageDocuments.id(room, 0)),
            Filters.lt(MessageDocuments.ID, MessageDocuments.id(room, below)));
    return timed().deleteMany(gone).getDeletedCount();
  }

  /** The number after the room's last block; 0 if it has none. */
  long end(RoomId room) {
    Document last =
        timed()
            .find(MessageDocuments.of(room))
            .sort(Sorts.descending(MessageDocuments.ID))
            .projection(Projections.include(MessageDocuments.ID))
            .limit(1)
            .first();
    return last == null ? 0 : number(last) + 1;
  }

  /**
   * The numbers below one of the blocks that have all words, or seem to, descending. As many as
   * {@link #MAX_CANDIDATES} are not all of them, nor the newest.
   */
  List<Long> having(RoomId room, Words words, long below) {
    List<Bson> conditions = new ArrayList<>();
    // The longest word first, for that one's entries are read, and long words are rare ones.
    words.all().stream()
        .sorted(Comparator.comparing(String::length).reversed())
        .forEach(word -> conditions.add(Filters.eq(WordBlock.WORDS, WordBlock.key(room, word))));
    conditions.add(Filters.gte(MessageDocuments.ID, MessageDocuments.id(room, 0)));
    conditions.add(Filters.lt(MessageDocuments.ID, MessageDocuments.id(room, below)));
    return timed()
        .find(Filters.and(conditions))
        .projection(Projections.include(MessageDocuments.ID))
        .limit(MAX_CANDIDATES)
        .map(WordIndex::number)
        .into(new ArrayList<>())
        .stream()
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  void close() {
    closed = true;
    maker.shutdownNow();
  }

  private void makeAll(RoomId room) {
    try {
      waiting.remove(room);
      boolean made = true;
      while (made && !closed) {
        long start = System.nanoTime();
        synchronized (stripe(room)) {
          made = makeNext(room);
        }
        LockSupport.parkNanos(REST_FACTOR * (System.nanoTime() - start));
      }
    } catch (MongoException | IllegalStateException e) {
      // The store is away or closing: the next message or search asks again.
    }
  }

  /** Makes the block after the last one; false if its messages are not all there yet. */
  private boolean makeNext(RoomId room) {
    long end = end(room);
    if (end == 0) {
      end = firstNumber(room);
    }
    WordBlock block = new WordBlock(room, end);
    List<Message> found =
        messages
            .get()
            .page(new HistoryQuery(room, block.first() - 1, block.last() + 1, WordBlock.MESSAGES))
            .messages();
    if (found.isEmpty() || found.get(found.size() - 1).sequence() < block.last()) {
      return false;
    }
    try {
      timed().insertOne(block.document(found));
    } catch (MongoWriteException e) {
      // Another node has made it.
      return true;
    }
    return true;
  }

  /** The block of the eldest message kept. */
  private long firstNumber(RoomId room) {
    List<Message> eldest =
        messages.get().page(new HistoryQuery(room, 0, Long.MAX_VALUE, 1)).messages();
    return eldest.isEmpty() ? 0 : WordBlock.of(room, eldest.get(0).sequence()).number();
  }

  private static long number(Document block) {
    String id = block.getString(MessageDocuments.ID);
    return Long.parseLong(id, id.lastIndexOf('|') + 1, id.length(), 10);
  }

  private MongoCollection<Document> timed() {
    return blocks.withTimeout(timeoutMillis, TimeUnit.MILLISECONDS);
  }

  private Object stripe(RoomId room) {
    return stripes[Math.floorMod(room.hashCode(), STRIPES)];
  }
}
