package dev.natter.store.mongo;

import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.Sorts;
import dev.natter.chat.ChangesPage;
import dev.natter.chat.ChangesQuery;
import dev.natter.chat.FileId;
import dev.natter.chat.HistoryPage;
import dev.natter.chat.HistoryQuery;
import dev.natter.chat.Message;
import dev.natter.chat.RoomId;
import dev.natter.chat.ScanPage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The operations on the collection of messages, all together within one time limit.
 *
 * <p>Thread: the caller's.
 */
final class MessageQueries {

  /** How many messages are read at a time when a room is caught up with. */
  private static final int CATCH_UP_PAGE = 500;

  private static final InsertManyOptions ORDERED = new InsertManyOptions().ordered(true);
  private static final BulkWriteOptions IN_ORDER = new BulkWriteOptions().ordered(true);
  private static final Bson WITHOUT_EARLIER = Projections.exclude(MessageDocuments.EARLIER);

  private final MongoCollection<Document> collection;
  private final long deadlineNanos;

  MessageQueries(MongoCollection<Document> collection, Duration limit) {
    this.collection = collection;
    this.deadlineNanos = System.nanoTime() + limit.toNanos();
  }

  /** The sequence of the room's newest message, 0 if it has none. */
  long last(RoomId room) {
    return greatest(
        MessageDocuments.after(room, 0), MessageDocuments.ID, MessageDocuments.SEQUENCE);
  }

  /** The number of the room's newest modification, 0 if it has none. */
  long lastChange(RoomId room) {
    return greatest(
        MessageDocuments.changedAfter(room, 0),
        MessageDocuments.ROOM_CHANGE,
        MessageDocuments.CHANGE);
  }

  private long greatest(Bson which, String order, String number) {
    Document last =
        timed()
            .find(which)
            .sort(Sorts.descending(order))
            .projection(Projections.include(number))
            .limit(1)
            .first();
    return last == null ? 0 : last.getLong(number);
  }

  /** The next messages after a sequence, ascending; empty at the end. */
  List<Message> next(RoomId room, long after) {
    return messages(
        room,
        timed()
            .find(MessageDocuments.after(room, after))
            .sort(Sorts.ascending(MessageDocuments.ID))
            .limit(CATCH_UP_PAGE)
            .batchSize(CATCH_UP_PAGE)
            .into(new ArrayList<>()));
  }

  /** The documents that hold any of these room keys. */
  List<Document> withRoomKeys(Collection<String> roomKeys) {
    return timed()
        .find(Filters.in(MessageDocuments.ROOM_KEY, roomKeys))
        .batchSize(roomKeys.size() + 1)
        .into(new ArrayList<>());
  }

  /**
   * Inserts in order and stops at the first that is refused. So a message is stored only if the one
   * before it is, and no number is ever left out.
   */
  void insert(List<Message> messages) {
    timed().insertMany(messages.stream().map(MessageDocuments::document).toList(), ORDERED);
  }

  /** The messages modified after a change, ascending by change. */
  List<Message> changed(RoomId room, long after, int limit) {
    return messages(
        room,
        timed()
            .find(MessageDocuments.changedAfter(room, after))
            .sort(Sorts.ascending(MessageDocuments.ROOM_CHANGE))
            .projection(WITHOUT_EARLIER)
            .limit(limit)
            .batchSize(limit + 1)
            .into(new ArrayList<>()));
  }

  /** The sequence of the room's eldest message, 0 if it has none. */
  long first(RoomId room) {
    List<Message> eldest = page(new HistoryQuery(room, 0, Long.MAX_VALUE, 1)).messages();
    return eldest.isEmpty() ? 0 : eldest.get(0).sequence();
  }

  /** Deletes the eldest messages below a sequence; tells how many. */
  long trim(RoomId room, long below, int limit) {
    long first = first(room);
    long end = Math.min(below, first + limit);
    if (first == 0 || end <= first) {
      return 0;
    }
    return timed()
        .deleteMany(MessageDocuments.within(new HistoryQuery(room, first - 1, end, 1)))
        .getDeletedCount();
  }

  /** The messages that bring any of some files. */
  List<Message> bringing(Collection<FileId> files) {
    List<String> ids = files.stream().map(FileId::value).toList();
    return timed()
        .find(Filters.in(MessageDocuments.FILES, ids))
        .projection(WITHOUT_EARLIER)
        .batchSize(ids.size() + 1)
        .map(MessageDocuments::message)
        .into(new ArrayList<>());
  }

  /** All messages of all rooms after an id. */
  ScanPage scan(String from, int limit) {
    List<Document> found =
        timed()
            .find(Filters.gt(MessageDocuments.ID, from))
            .sort(Sorts.ascending(MessageDocuments.ID))
            .projection(WITHOUT_EARLIER)
            .limit(limit)
            .batchSize(limit + 1)
            .into(new ArrayList<>());
    String next =
        found.size() < limit ? "" : found.get(found.size() - 1).getString(MessageDocuments.ID);
    return new ScanPage(found.stream().map(MessageDocuments::message).toList(), next);
  }

  ChangesPage page(ChangesQuery query) {
    // Read before the page: what comes in between is then left to the next one.
    long newest = lastChange(query.room());
    List<Message> found = changed(query.room(), query.after(), query.limit() + 1);
    boolean more = found.size() > query.limit();
    List<Message> page = more ? found.subList(0, query.limit()) : found;
    long change = page.isEmpty() ? newest : page.get(page.size() - 1).change();
    return new ChangesPage(page, change, more);
  }

  /** The whole documents of some ids, those that exist. */
  List<Document> withIds(Collection<String> ids) {
    return timed()
        .find(Filters.in(MessageDocuments.ID, ids))
        .batchSize(ids.size() + 1)
        .into(new ArrayList<>());
  }

  /**
   * Replaces documents in order and stops at the first that is refused.
   *
   * @return whether all were as they were thought to be
   */
  boolean replace(List<ReplaceOneModel<Document>> replacements) {
    return timed().bulkWrite(replacements, IN_ORDER).getMatchedCount() == replacements.size();
  }

  HistoryPage page(HistoryQuery query) {
    boolean ascends = query.ascends();
    List<Message> found =
        messages(
            query.room(),
            timed()
                .find(MessageDocuments.within(query))
                .sort(
                    ascends
                        ? Sorts.ascending(MessageDocuments.ID)
                        : Sorts.descending(MessageDocuments.ID))
                .projection(WITHOUT_EARLIER)
                .limit(query.limit() + 1)
                .batchSize(query.limit() + 2)
                .into(new ArrayList<>()));
    boolean more = found.size() > query.limit();
    List<Message> page = new ArrayList<>(more ? found.subList(0, query.limit()) : found);
    if (!ascends) {
      Collections.reverse(page);
    }
    return new HistoryPage(page, more);
  }

  private static List<Message> messages(RoomId room, List<Document> documents) {
    return documents.stream().map(document -> MessageDocuments.message(room, document)).toList();
  }

  private MongoCollection<Document> timed() {
    long remaining = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
    if (remaining <= 0) {
      throw new MongoTimeoutException("the time for this batch is over");
    }
    return collection.withTimeout(remaining, TimeUnit.MILLISECONDS);
  }
}
