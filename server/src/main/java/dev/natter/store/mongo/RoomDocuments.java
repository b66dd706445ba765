package dev.natter.store.mongo;

import com.mongodb.client.model.Filters;
import dev.natter.chat.Retention;
import dev.natter.chat.Room;
import dev.natter.chat.RoomId;
import dev.natter.chat.RoomKind;
import dev.natter.chat.UserId;
import java.util.Date;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * A room as a document: {@code _id} "namespace|room"; {@code p} the same for public rooms alone, so
 * that they are listed by an index that holds no others; {@code k} the kind, {@code ro} read-only,
 * {@code t} the topic, {@code kd} and {@code kc} the days and messages that are kept, {@code c} the
 * creator; {@code at}.
 */
final class RoomDocuments {
  static final String ID = "_id";
  static final String PUBLIC = "p";

  private static final String KIND = "k";
  private static final String READ_ONLY = "ro";
  private static final String TOPIC = "t";
  private static final String KEEP_DAYS = "kd";
  private static final String KEEP_COUNT = "kc";
  private static final String CREATOR = "c";
  private static final String TIME = "at";

  private static final char SEPARATOR = '|';

  /** The character after the separator: greater than everything that begins with it. */
  private static final char AFTER_SEPARATOR = '}';

  private RoomDocuments() {}

  static Document document(Room room) {
    Document document = new Document(ID, id(room.id()));
    if (room.kind() == RoomKind.PUBLIC) {
      document.append(PUBLIC, id(room.id()));
    }
    return document
        .append(KIND, room.kind().name())
        .append(READ_ONLY, room.readOnly())
        .append(TOPIC, room.topic())
        .append(KEEP_DAYS, room.retention().days())
        .append(KEEP_COUNT, room.retention().count())
        .append(CREATOR, room.creator().value())
        .append(TIME, Date.from(room.createdAt()));
  }

  static Room room(Document document) {
    return new Room(
        roomId(document.getString(ID)),
        RoomKind.valueOf(document.getString(KIND)),
        document.getBoolean(READ_ONLY, false),
        document.get(TOPIC, ""),
        new Retention(document.getInteger(KEEP_DAYS, 0), document.getInteger(KEEP_COUNT, 0)),
        new UserId(document.getString(CREATOR)),
        document.getDate(TIME).toInstant());
  }

  static String id(RoomId room) {
    return room.namespace() + SEPARATOR + room.name();
  }

  static RoomId roomId(String id) {
    int separator = id.indexOf(SEPARATOR);
    return new RoomId(id.substring(0, separator), id.substring(separator + 1));
  }

  /** The fields that begin with a prefix and a separator, and go on greater than a text. */
  static Bson under(String field, String prefix, String after) {
    return Filters.and(
        Filters.gt(field, prefix + SEPARATOR + after), Filters.lt(field, prefix + AFTER_SEPARATOR));
  }
}
