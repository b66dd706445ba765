package dev.natter.store.mongo;

import com.mongodb.client.model.Filters;
import dev.natter.chat.HistoryQuery;
import dev.natter.chat.IdempotencyKey;
import dev.natter.chat.Message;
import dev.natter.chat.MessageBody;
import dev.natter.chat.RoomId;
import dev.natter.chat.Sender;
import dev.natter.chat.UserId;
import java.util.Date;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * A message as a document: {@code _id} "namespace|room|sequence" with twelve digits, so that a
 * room's history is a range of {@code _id}; {@code r} "namespace|room"; {@code s} the sequence;
 * {@code rk} "namespace|room|key" when there is a key; {@code u} and {@code n} the sender's id and
 * name; {@code body} the JSON as it was sent; {@code at}.
 *
 * <p>Room and key are one field for the unique index because a compound sparse index also holds the
 * documents that have only one of its fields, and partial indexes are not embedded.
 */
final class MessageDocuments {
  static final String ID = "_id";
  static final String SEQUENCE = "s";
  static final String ROOM_KEY = "rk";

  private static final String ROOM = "r";
  private static final String SENDER_ID = "u";
  private static final String SENDER_NAME = "n";
  private static final String BODY = "body";
  private static final String DIALECT = "d";
  private static final String TIME = "at";

  private static final char SEPARATOR = '|';

  /** The character after the digits: greater than every sequence of the room. */
  private static final char AFTER_DIGITS = ':';

  private static final String ZEROS = "000000000000";
  private static final long MAX_SEQUENCE = 999_999_999_999L;

  private MessageDocuments() {}

  static Document document(Message message) {
    String room = room(message.room());
    Document document =
        new Document(ID, id(message.room(), message.sequence()))
            .append(ROOM, room)
            .append(SEQUENCE, message.sequence());
    if (message.key().isPresent()) {
      document.append(ROOM_KEY, roomKey(message.room(), message.key()));
    }
    return document
        .append(SENDER_ID, message.sender().user().value())
        .append(SENDER_NAME, message.sender().name())
        .append(BODY, message.body().json())
        .append(DIALECT, message.body().dialect())
        .append(TIME, Date.from(message.at()));
  }

  static Message message(RoomId room, Document document) {
    String roomKey = document.get(ROOM_KEY, "");
    IdempotencyKey key =
        roomKey.isEmpty()
            ? IdempotencyKey.NONE
            : new IdempotencyKey(roomKey.substring(room(room).length() + 1));
    return new Message(
        room,
        document.getLong(SEQUENCE),
        new Sender(new UserId(document.getString(SENDER_ID)), document.getString(SENDER_NAME)),
        document.getDate(TIME).toInstant(),
        new MessageBody(document.getString(BODY), document.get(DIALECT, "")),
        key);
  }

  static String roomKey(RoomId room, IdempotencyKey key) {
    return room(room) + SEPARATOR + key.value();
  }

  /** The messages of a room whose sequence is greater. */
  static Bson after(RoomId room, long sequence) {
    return Filters.and(
        Filters.gt(ID, id(room, sequence)), Filters.lt(ID, room(room) + SEPARATOR + AFTER_DIGITS));
  }

  static Bson within(HistoryQuery query) {
    RoomId room = query.room();
    String high =
        query.before() > MAX_SEQUENCE
            ? room(room) + SEPARATOR + AFTER_DIGITS
            : id(room, query.before());
    long after = Math.min(Math.max(query.after(), 0), MAX_SEQUENCE);
    return Filters.and(Filters.gt(ID, id(room, after)), Filters.lt(ID, high));
  }

  private static String room(RoomId room) {
    return room.namespace() + SEPARATOR + room.name();
  }

  private static String id(RoomId room, long sequence) {
    if (sequence > MAX_SEQUENCE) {
      throw new IllegalStateException("the room is full");
    }
    String digits = Long.toString(sequence);
    return room(room) + SEPARATOR + ZEROS.substring(digits.length()) + digits;
  }
}
