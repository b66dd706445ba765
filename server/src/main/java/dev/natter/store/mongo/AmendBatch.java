package dev.natter.store.mongo;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.client.model.ReplaceOneModel;
import dev.natter.chat.Amended;
import dev.natter.chat.Amendment;
import dev.natter.chat.Answer;
import dev.natter.chat.EarlierBody;
import dev.natter.chat.Message;
import dev.natter.chat.MessageChanged;
import dev.natter.chat.RejectCode;
import dev.natter.chat.Rejected;
import dev.natter.chat.RoomId;
import dev.natter.chat.SessionId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * One batch of amendments on its way into the collection: the messages are read, each rule says
 * what becomes of its message, and what is to change is numbered and replaced in order, each
 * document only if it still is as it was read.
 *
 * <p>If another store was quicker, or it is not known what was stored, the whole batch is done
 * again: what is so already then changes nothing, and the room is told of everything that was
 * modified since it was last told.
 *
 * <p>Thread: lane; one batch, one use.
 */
final class AmendBatch {

  /** How often the batch is done again; mostly another store was quicker. */
  private static final int MAX_ROUNDS = 16;

  /** How many messages are read at a time of which the room was not told. */
  private static final int UNTOLD_PAGE = 200;

  private static final Answer<Message> REFUSED =
      new Answer.Refused<>(
          new Rejected(
              RejectCode.NOT_STORED, "The change is not known to be stored; try it again."));

  private final List<Amendment> amendments;
  private final MessageQueries queries;
  private final Clock clock;
  private final Map<RoomId, RoomCounter> rooms = new LinkedHashMap<>();
  private final Map<String, Stored> current = new HashMap<>();
  private final List<MessageChanged> told = new ArrayList<>();
  private List<Answer<Message>> results;
  private @Nullable RuntimeException failure;

  AmendBatch(
      List<Amendment> amendments,
      Function<RoomId, RoomCounter> counters,
      MessageQueries queries,
      Clock clock) {
    this.amendments = amendments;
    this.queries = queries;
    this.clock = clock;
    this.results = refusals(amendments);
    amendments.forEach(amendment -> rooms.computeIfAbsent(amendment.room(), counters));
  }

  private record Stored(Message message, List<EarlierBody> earlier) {}

  /** What one round is to write, and what is true once it is written. */
  private static final class Round {
    final List<Answer<Message>> results = new ArrayList<>();
    final List<MessageChanged> changed = new ArrayList<>();
    final List<ReplaceOneModel<Document>> replacements = new ArrayList<>();
    final Map<RoomId, Long> numbers = new HashMap<>();
  }

  /** The answer to amendments of which nothing was tried. */
  static Amended refused(List<Amendment> amendments) {
    return new Amended(refusals(amendments), List.of());
  }

  private static List<Answer<Message>> refusals(List<Amendment> amendments) {
    return Collections.nCopies(amendments.size(), REFUSED);
  }

  Amended run() {
    try {
      boolean done = false;
      for (int i = 0; i < MAX_ROUNDS && !done; i++) {
        done = round();
      }
    } catch (MongoException | IllegalStateException e) {
      failure = e;
    }
    return new Amended(results, told);
  }

  /** Why the batch could not be finished; none if the database answered to the end. */
  @Nullable RuntimeException failure() {
    return failure;
  }

  private boolean round() {
    rooms.values().forEach(this::catchUp);
    read();
    Round round = new Round();
    Instant now = Instant.ofEpochMilli(clock.millis());
    for (Amendment amendment : amendments) {
      round.results.add(apply(round, amendment, now));
    }
    if (!round.replacements.isEmpty() && !write(round)) {
      return false;
    }
    for (MessageChanged changed : round.changed) {
      counter(changed.room()).changed(changed.message().change());
      told.add(changed);
    }
    results = round.results;
    return true;
  }

  /**
   * Reads how far a room goes, and tells it what it was not told: what was in doubt and is there,
   * or another store's. Never from memory: another store's newest number is free again once the
   * message that had it was modified once more.
   */
  private void catchUp(RoomCounter room) {
    long newest = queries.lastChange(room.room());
    if (!room.knowsChange()) {
      room.changed(newest);
    }
    while (room.lastChange() < newest) {
      List<Message> untold = queries.changed(room.room(), room.lastChange(), UNTOLD_PAGE);
      if (untold.isEmpty()) {
        break;
      }
      untold.forEach(message -> told.add(new MessageChanged(message, SessionId.NONE)));
      room.changed(untold.get(untold.size() - 1).change());
    }
  }

  private void read() {
    Set<String> ids = new LinkedHashSet<>();
    Map<String, RoomId> roomsOfIds = new HashMap<>();
    for (Amendment amendment : amendments) {
      String id = id(amendment);
      ids.add(id);
      roomsOfIds.put(id, amendment.room());
    }
    current.clear();
    for (Document document : queries.withIds(ids)) {
      String id = document.getString(MessageDocuments.ID);
      RoomId room = roomsOfIds.get(id);
      if (room != null) {
        current.put(
            id,
            new Stored(
                MessageDocuments.message(room, document), MessageDocuments.earlier(document)));
      }
    }
  }

  private Answer<Message> apply(Round round, Amendment amendment, Instant now) {
    Stored stored = current.get(id(amendment));
    if (stored == null) {
      return new Answer.Refused<>(Amendment.UNKNOWN);
    }
    return amendment
        .rule()
        .apply(stored.message(), now)
        .fold(
            next ->
                new Answer.Given<>(
                    next.equals(stored.message()) ? next : replace(round, amendment, stored, next)),
            Answer.Refused::new);
  }

  private Message replace(Round round, Amendment amendment, Stored before, Message next) {
    RoomId room = amendment.room();
    long number = round.numbers.computeIfAbsent(room, key -> counter(key).lastChange()) + 1;
    round.numbers.put(room, number);
    Message numbered = next.numbered(number);
    List<EarlierBody> earlier = EarlierBody.after(before.earlier(), before.message(), numbered);
    round.replacements.add(
        new ReplaceOneModel<>(
            MessageDocuments.asOf(room, amendment.sequence(), before.message().change()),
            MessageDocuments.document(numbered, earlier)));
    round.changed.add(new MessageChanged(numbered, amendment.origin()));
    current.put(id(amendment), new Stored(numbered, earlier));
    return numbered;
  }

  /** Whether all is written as it was meant; if not, nobody knows how much of it. */
  private boolean write(Round round) {
    try {
      return queries.replace(round.replacements);
    } catch (MongoBulkWriteException e) {
      boolean numberTaken =
          e.getWriteConcernError() == null
              && e.getWriteErrors().stream()
                  .allMatch(error -> error.getCategory() == ErrorCategory.DUPLICATE_KEY);
      if (numberTaken) {
        return false;
      }
      throw e;
    }
  }

  private RoomCounter counter(RoomId room) {
    RoomCounter counter = rooms.get(room);
    if (counter == null) {
      throw new IllegalStateException("a room of no amendment");
    }
    return counter;
  }

  private static String id(Amendment amendment) {
    return MessageDocuments.id(amendment.room(), amendment.sequence());
  }
}
