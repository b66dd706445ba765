package dev.natter.store.mongo;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.bulk.BulkWriteError;
import dev.natter.chat.Appended;
import dev.natter.chat.Draft;
import dev.natter.chat.Message;
import dev.natter.chat.MessagePosted;
import dev.natter.chat.RejectCode;
import dev.natter.chat.Rejected;
import dev.natter.chat.RoomId;
import dev.natter.chat.SendResult;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * One batch of drafts on its way into the collection:
 *
 * <ol>
 *   <li>rooms that are new here or in doubt are read; what arrived after all is told;
 *   <li>a key that came earlier in the batch gets its first result;
 *   <li>the rest is numbered and inserted in order, up to the first that is refused. If its key is
 *       known, it and all others whose keys are get their first results; if another store took its
 *       number, the room is read again. What is left is numbered anew.
 * </ol>
 *
 * <p>Keys are looked up only then: hardly any message is a resend, and the look-up would cost as
 * much as the insertion.
 *
 * <p>Thread: lane; one batch, one use.
 */
final class AppendBatch {

  /** How often the rest is numbered anew; mostly another store was quicker. */
  private static final int MAX_ROUNDS = 64;

  private static final long UNSEEN_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final Rejected REFUSED =
      new Rejected(
          RejectCode.NOT_STORED,
          "The message is not known to be stored; sending it again with the same key is safe.");

  private final List<Draft> drafts;
  private final MessageQueries queries;
  private final Clock clock;
  private final Map<RoomId, RoomCounter> rooms = new LinkedHashMap<>();
  private final @Nullable SendResult[] results;
  private final List<MessagePosted> posted = new ArrayList<>();
  private @Nullable RuntimeException failure;

  AppendBatch(
      List<Draft> drafts,
      Function<RoomId, RoomCounter> counters,
      MessageQueries queries,
      Clock clock) {
    this.drafts = drafts;
    this.queries = queries;
    this.clock = clock;
    this.results = new SendResult[drafts.size()];
    drafts.forEach(draft -> rooms.computeIfAbsent(draft.room(), counters));
  }

  /** The answer to drafts of which nothing was tried. */
  static Appended refused(List<Draft> drafts) {
    return new Appended(drafts.stream().map(draft -> (SendResult) REFUSED).toList(), List.of());
  }

  Appended run() {
    Map<Integer, Integer> repeats = new HashMap<>();
    try {
      rooms.values().forEach(this::prepare);
      insert(distinct(repeats));
    } catch (MongoException | IllegalStateException e) {
      failure = e;
    }
    List<SendResult> answers = new ArrayList<>(drafts.size());
    for (int i = 0; i < drafts.size(); i++) {
      Integer first = repeats.get(i);
      answers.add(first == null ? answer(results[i]) : resend(answer(results[first])));
    }
    return new Appended(answers, posted);
  }

  /** Why the batch could not be finished; none if the database answered to the end. */
  @Nullable RuntimeException failure() {
    return failure;
  }

  private static SendResult answer(@Nullable SendResult result) {
    return result == null ? REFUSED : result;
  }

  private static SendResult resend(SendResult first) {
    return first instanceof SendResult.Accepted accepted
        ? new SendResult.Accepted(accepted.message(), true)
        : first;
  }

  private void prepare(RoomCounter room) {
    if (!room.isSeeded() || room.isUncertain()) {
      read(room);
    }
  }

  /** Finds out how far the room goes and tells what was in doubt and is there. */
  private void read(RoomCounter room) {
    if (!room.hasDoubts()) {
      room.advance(queries.last(room.room()));
    } else {
      List<Message> found = queries.next(room.room(), room.last());
      while (!found.isEmpty()) {
        for (Message message : found) {
          MessagePosted arrived = room.resolve(message);
          if (arrived != null) {
            posted.add(arrived);
          }
          room.advance(message.sequence());
        }
        found = queries.next(room.room(), room.last());
      }
    }
    room.settle();
  }

  /**
   * The places of what is to be inserted.
   *
   * @param repeats is filled with the places of drafts whose key came earlier in the batch, and
   *     where that was
   */
  private List<Integer> distinct(Map<Integer, Integer> repeats) {
    Map<String, Integer> firsts = new HashMap<>();
    List<Integer> distinct = new ArrayList<>(drafts.size());
    for (int i = 0; i < drafts.size(); i++) {
      Draft draft = drafts.get(i);
      Integer first = draft.key().isPresent() ? firsts.putIfAbsent(roomKey(draft), i) : null;
      if (first == null) {
        distinct.add(i);
      } else {
        repeats.put(i, first);
      }
    }
    return distinct;
  }

  private static String roomKey(Draft draft) {
    return MessageDocuments.roomKey(draft.room(), draft.key());
  }

  private void insert(List<Integer> places) {
    List<Integer> pending = places;
    for (int round = 0; round < MAX_ROUNDS && !pending.isEmpty(); round++) {
      List<MessagePosted> numbered = number(pending);
      try {
        queries.insert(numbered.stream().map(MessagePosted::message).toList());
      } catch (MongoBulkWriteException e) {
        pending = afterRefusal(e, pending, numbered);
        continue;
      } catch (MongoException e) {
        numbered.forEach(this::doubt);
        throw e;
      }
      accept(pending, numbered);
      return;
    }
  }

  private List<MessagePosted> number(List<Integer> places) {
    Map<RoomId, Long> numbers = new HashMap<>();
    Instant now = Instant.ofEpochMilli(clock.millis());
    List<MessagePosted> numbered = new ArrayList<>(places.size());
    for (int place : places) {
      Draft draft = drafts.get(place);
      long last = numbers.computeIfAbsent(draft.room(), room -> counter(room).last());
      numbers.put(draft.room(), last + 1);
      numbered.add(new MessagePosted(Message.of(draft, last + 1, now), draft.origin()));
    }
    return numbered;
  }

  /** Keeps what was stored before the refusal, sees to the refused one, gives the rest. */
  private List<Integer> afterRefusal(
      MongoBulkWriteException e, List<Integer> places, List<MessagePosted> numbered) {
    if (e.getWriteConcernError() != null || e.getWriteErrors().isEmpty()) {
      // Written somewhere, but not known to be safe.
      numbered.forEach(this::doubt);
      throw e;
    }
    BulkWriteError error = e.getWriteErrors().get(0);
    int refused = error.getIndex();
    accept(places.subList(0, refused), numbered.subList(0, refused));
    int place = places.get(refused);
    if (error.getCategory() != ErrorCategory.DUPLICATE_KEY) {
      results[place] = REFUSED;
      return places.subList(refused + 1, places.size());
    }
    List<Integer> unknown = unknown(places.subList(refused, places.size()));
    if (results[place] == null) {
      catchUp(counter(drafts.get(place).room()));
    }
    return unknown;
  }

  /** Reads a room again whose next number is taken. */
  private void catchUp(RoomCounter room) {
    long before = room.last();
    read(room);
    if (room.last() == before) {
      // Another store's message that a majority does not have yet cannot be seen yet.
      LockSupport.parkNanos(UNSEEN_PAUSE_NANOS);
    }
  }

  /** Answers resends and gives the places of the rest. */
  private List<Integer> unknown(List<Integer> places) {
    Map<String, Integer> keyed = new HashMap<>();
    for (int place : places) {
      if (drafts.get(place).key().isPresent()) {
        keyed.put(roomKey(drafts.get(place)), place);
      }
    }
    if (!keyed.isEmpty()) {
      for (Document known : queries.withRoomKeys(keyed.keySet())) {
        Integer place = keyed.get(known.getString(MessageDocuments.ROOM_KEY));
        if (place != null) {
          Message first = MessageDocuments.message(drafts.get(place).room(), known);
          results[place] = new SendResult.Accepted(first, true);
        }
      }
    }
    return places.stream().filter(place -> results[place] == null).toList();
  }

  private void accept(List<Integer> places, List<MessagePosted> stored) {
    for (int i = 0; i < stored.size(); i++) {
      MessagePosted message = stored.get(i);
      results[places.get(i)] = new SendResult.Accepted(message.message(), false);
      counter(message.message().room()).advance(message.message().sequence());
      posted.add(message);
    }
  }

  private void doubt(MessagePosted attempted) {
    counter(attempted.message().room()).doubt(attempted);
  }

  private RoomCounter counter(RoomId room) {
    RoomCounter counter = rooms.get(room);
    if (counter == null) {
      throw new IllegalStateException("a room of no draft");
    }
    return counter;
  }
}
