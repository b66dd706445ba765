package dev.natter.store.mongo;

import dev.natter.chat.RoomId;
import dev.natter.chat.StoreException;
import java.io.IOException;
import java.util.Collection;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/**
 * Writes what a store holds as JSON Lines, in MongoDB's canonical extended JSON, so that every
 * value comes back as what it was: first a line that says what follows, then a line {@code {"in":
 * collection, "document": …}} for each document, and at last one that says how many they were, so
 * that a cut export is noticed.
 *
 * <p>Thread: the caller's; blocks.
 */
public final class StoreExport {

  static final String FORMAT = "natter";
  static final int VERSION = 1;
  static final String IN = "in";
  static final String DOCUMENT = "document";
  static final String ROOMS = "rooms";
  static final String COUNT = "documents";

  private static final JsonWriterSettings EXACT =
      JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

  private final ShelfReader reader;
  private long written;

  public StoreExport(MongoConnection connection) {
    this.reader = new ShelfReader(connection);
  }

  /**
   * Writes everything, or only what belongs to some rooms: their records, members, messages, the
   * files of those, and webhooks with their secrets.
   *
   * @param rooms empty for everything, accounts and audit log included
   * @return how many documents were written
   */
  public long write(Collection<RoomId> rooms, Appendable out) throws StoreException, IOException {
    written = 0;
    BsonDocument head = new BsonDocument(FORMAT, new BsonInt32(VERSION));
    if (!rooms.isEmpty()) {
      BsonArray names = new BsonArray();
      rooms.forEach(room -> names.add(new BsonString(room.namespace() + "|" + room.name())));
      head.append(ROOMS, names);
    }
    line(out, head);
    for (Shelf shelf : Shelf.values()) {
      if (rooms.isEmpty() && shelf.isExported()) {
        reader.all(shelf, document -> document(out, shelf, document));
      }
      for (RoomId room : rooms) {
        if (shelf.isByRoom()) {
          reader.ofRoom(shelf, room, document -> document(out, shelf, document));
        }
      }
    }
    line(out, new BsonDocument(COUNT, new BsonInt64(written)));
    return written;
  }

  private void document(Appendable out, Shelf shelf, BsonDocument document) throws IOException {
    line(out, new BsonDocument(IN, new BsonString(shelf.collection())).append(DOCUMENT, document));
    written++;
  }

  private static void line(Appendable out, BsonDocument document) throws IOException {
    out.append(document.toJson(EXACT)).append('\n');
  }
}
