package dev.natter.store.mongo;

import com.mongodb.client.model.Filters;
import dev.natter.chat.RoomId;
import java.util.Arrays;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;
import org.bson.conversions.Bson;

/**
 * Every collection of the database, in the order in which exports have them. A further collection
 * is a further row here; it is exported and imported from then on.
 */
enum Shelf {
  USERS("users", Reach.SERVER),
  SESSIONS("sessions", Reach.SERVER),
  ROOMS("rooms", Reach.ROOM_RECORD),
  MEMBERS("members", Reach.ROOM),
  MESSAGES("messages", Reach.ROOM),
  FILES("files.files", Reach.MESSAGE),
  FILE_PARTS("files.chunks", Reach.MESSAGE),
  WEBHOOKS("webhooks", Reach.ROOM_FIELD),
  AUDIT("audit", Reach.SERVER),
  WORDS("words", Reach.DERIVED);

  static final String ID = "_id";

  private static final char SEPARATOR = '|';

  /** The character after the separator: greater than every id of the room. */
  private static final char AFTER_SEPARATOR = '}';

  private final String collection;
  private final Reach reach;

  /** What a document of a collection belongs to. */
  private enum Reach {
    /** It is a room's record: its id is the room's. */
    ROOM_RECORD,
    /** It belongs to a room: its id begins with the room's. */
    ROOM,
    /** It belongs to a room, whose id it has in a field. */
    ROOM_FIELD,
    /** It belongs to the message that brings it. */
    MESSAGE,
    /** It belongs to the whole server. */
    SERVER,
    /** It is made again from messages wherever those are. */
    DERIVED
  }

  Shelf(String collection, Reach reach) {
    this.collection = collection;
    this.reach = reach;
  }

  static Optional<Shelf> of(String collection) {
    return Arrays.stream(values()).filter(shelf -> shelf.collection.equals(collection)).findFirst();
  }

  /** The id of a document; a null value if it has none. */
  static BsonValue id(BsonDocument document) {
    return value(document, ID);
  }

  /** A field of a document; a null value if it does not have it. */
  static BsonValue value(BsonDocument document, String field) {
    return document.get(field, BsonNull.VALUE);
  }

  String collection() {
    return collection;
  }

  /** Whether its documents belong to rooms, so that those of some rooms can be told apart. */
  boolean isByRoom() {
    return reach != Reach.SERVER && reach != Reach.DERIVED;
  }

  /** Whether an export has them. */
  boolean isExported() {
    return reach != Reach.DERIVED;
  }

  /** All documents, or all after an id. */
  static Bson all(Optional<BsonValue> after) {
    return after.<Bson>map(id -> Filters.gt(ID, id)).orElseGet(BsonDocument::new);
  }

  /** The documents of a room, or those of them after an id. */
  Bson ofRoom(RoomId room, Optional<BsonValue> after) {
    String id = room.namespace() + SEPARATOR + room.name();
    if (reach == Reach.ROOM_RECORD) {
      return Filters.eq(ID, id);
    }
    if (reach == Reach.ROOM_FIELD) {
      return Filters.and(Filters.eq(MongoWebhookStore.ROOM, id), all(after));
    }
    Bson first =
        after.map(last -> Filters.gt(ID, last)).orElseGet(() -> Filters.gte(ID, id + SEPARATOR));
    return Filters.and(first, Filters.lt(ID, id + AFTER_SEPARATOR));
  }
}
