package dev.natter.store.mongo;

import com.mongodb.client.model.Filters;
import dev.natter.chat.EarlierBody;
import dev.natter.chat.Emoji;
import dev.natter.chat.FileId;
import dev.natter.chat.HistoryQuery;
import dev.natter.chat.IdempotencyKey;
import dev.natter.chat.Mentions;
import dev.natter.chat.Message;
import dev.natter.chat.MessageBody;
import dev.natter.chat.Reaction;
import dev.natter.chat.References;
import dev.natter.chat.Revision;
import dev.natter.chat.RoomId;
import dev.natter.chat.Sender;
import dev.natter.chat.UserId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * A message as a document: {@code _id} "namespace|room|sequence" with twelve digits, so that a
 * room's history is a range of {@code _id}; {@code r} "namespace|room"; {@code s} the sequence;
 * {@code rk} "namespace|room|key" when there is a key; {@code u} and {@code n} the sender's id and
 * name; {@code body} the JSON as it was sent; {@code at}; and where there is one, {@code q} the
 * sequence it replies to, {@code m} whom it mentions, {@code f} its files.
 *
 * <p>Once modified it also has {@code c}, the number of its newest modification; {@code rc}
 * "namespace|room|change" with twelve digits, so that what was modified in a room after a change is
 * a range of {@code rc} and no number is given twice; and of {@code e} when it was edited, {@code
 * x} that it is deleted, {@code re} its reactions, {@code v} its earlier bodies, what there is.
 *
 * <p>Room and key are one field for the unique index because a compound sparse index also holds the
 * documents that have only one of its fields, and partial indexes are not embedded.
 */
final class MessageDocuments {
  static final String ID = "_id";
  static final String SEQUENCE = "s";
  static final String ROOM_KEY = "rk";
  static final String CHANGE = "c";
  static final String ROOM_CHANGE = "rc";
  static final String EARLIER = "v";

  static final String ROOM = "r";
  static final String SENDER_ID = "u";
  private static final String SENDER_NAME = "n";
  private static final String BODY = "body";
  private static final String DIALECT = "d";
  static final String TIME = "at";
  static final String REPLY_TO = "q";
  private static final String MENTIONS = "m";
  static final String FILES = "f";
  private static final String EDITED = "e";
  static final String DELETED = "x";
  private static final String REACTIONS = "re";
  private static final String REACTION_EMOJI = "e";
  private static final String REACTION_USERS = "u";
  private static final String EARLIER_TIME = "t";

  /** What only a message has that was modified. */
  static final List<String> CHANGED = List.of(EDITED, DELETED, REACTIONS, EARLIER);

  /** What a deleted message has no longer. */
  static final List<String> GONE = List.of(REPLY_TO, MENTIONS, FILES, REACTIONS, EARLIER);

  /** Stands for the whole room among the mentions; no user's id begins so. */
  private static final String EVERYONE = "@room";

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
    document
        .append(SENDER_ID, message.sender().user().value())
        .append(SENDER_NAME, message.sender().name())
        .append(BODY, message.body().json())
        .append(DIALECT, message.body().dialect())
        .append(TIME, Date.from(message.at()));
    if (!message.references().equals(References.NONE)) {
      append(document, message.references());
    }
    return document;
  }

  /** A message that was modified. */
  static Document document(Message message, List<EarlierBody> earlier) {
    Document document = document(message);
    Revision revision = message.revision();
    document
        .append(CHANGE, revision.change())
        .append(ROOM_CHANGE, id(message.room(), revision.change()));
    revision.editedAt().ifPresent(at -> document.append(EDITED, Date.from(at)));
    if (revision.deleted()) {
      document.append(DELETED, true);
    }
    appendUnlessEmpty(
        document,
        REACTIONS,
        revision.reactions().stream()
            .map(
                reaction ->
                    new Document(REACTION_EMOJI, reaction.emoji().text())
                        .append(REACTION_USERS, ids(reaction.users())))
            .toList());
    appendUnlessEmpty(
        document,
        EARLIER,
        earlier.stream()
            .map(
                body ->
                    new Document(BODY, body.body().json())
                        .append(DIALECT, body.body().dialect())
                        .append(EARLIER_TIME, Date.from(body.at())))
            .toList());
    return document;
  }

  private static void append(Document document, References references) {
    if (references.replyTo() > 0) {
      document.append(REPLY_TO, references.replyTo());
    }
    List<String> mentioned = new ArrayList<>(ids(references.mentions().users()));
    if (references.mentions().everyone()) {
      mentioned.add(EVERYONE);
    }
    appendUnlessEmpty(document, MENTIONS, mentioned);
    appendUnlessEmpty(document, FILES, references.files().stream().map(FileId::value).toList());
  }

  private static void appendUnlessEmpty(Document document, String field, List<?> values) {
    if (!values.isEmpty()) {
      document.append(field, values);
    }
  }

  private static List<String> ids(List<UserId> users) {
    return users.stream().map(UserId::value).toList();
  }

  private static List<UserId> users(List<String> ids) {
    return ids.stream().map(UserId::new).toList();
  }

  static Message message(Document document) {
    String room = document.getString(ROOM);
    int end = room.indexOf(SEPARATOR);
    return message(new RoomId(room.substring(0, end), room.substring(end + 1)), document);
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
        body(document),
        key,
        references(document),
        revision(document));
  }

  /** What a message said before, the eldest first. */
  static List<EarlierBody> earlier(Document document) {
    return document.getList(EARLIER, Document.class, List.of()).stream()
        .map(body -> new EarlierBody(body(body), body.getDate(EARLIER_TIME).toInstant()))
        .toList();
  }

  private static MessageBody body(Document document) {
    return new MessageBody(document.getString(BODY), document.get(DIALECT, ""));
  }

  private static References references(Document document) {
    List<String> mentioned = document.getList(MENTIONS, String.class, List.of());
    List<String> files = document.getList(FILES, String.class, List.of());
    long replyTo = document.get(REPLY_TO, 0L);
    if (replyTo == 0 && mentioned.isEmpty() && files.isEmpty()) {
      return References.NONE;
    }
    boolean everyone = mentioned.contains(EVERYONE);
    List<String> users = mentioned.stream().filter(id -> !id.equals(EVERYONE)).toList();
    return new References(
        replyTo, new Mentions(users(users), everyone), files.stream().map(FileId::new).toList());
  }

  private static Revision revision(Document document) {
    long change = document.get(CHANGE, 0L);
    if (change == 0) {
      return Revision.NONE;
    }
    List<Reaction> reactions =
        document.getList(REACTIONS, Document.class, List.of()).stream()
            .map(
                reaction ->
                    new Reaction(
                        new Emoji(reaction.getString(REACTION_EMOJI)),
                        users(reaction.getList(REACTION_USERS, String.class))))
            .toList();
    return new Revision(
        change,
        Optional.ofNullable(document.getDate(EDITED)).map(Date::toInstant),
        document.get(DELETED, false),
        reactions);
  }

  static String roomKey(RoomId room, IdempotencyKey key) {
    return room(room) + SEPARATOR + key.value();
  }

  /** The messages of a room whose sequence is greater. */
  static Bson after(RoomId room, long sequence) {
    return Filters.and(
        Filters.gt(ID, id(room, sequence)), Filters.lt(ID, room(room) + SEPARATOR + AFTER_DIGITS));
  }

  /** Everything of a room whose id ends in a number, 0 among them. */
  static Bson of(RoomId room) {
    return Filters.and(
        Filters.gte(ID, id(room, 0)), Filters.lt(ID, room(room) + SEPARATOR + AFTER_DIGITS));
  }

  /** The messages of a room whose newest modification has a greater number. */
  static Bson changedAfter(RoomId room, long change) {
    return Filters.and(
        Filters.gt(ROOM_CHANGE, id(room, Math.min(change, MAX_SEQUENCE))),
        Filters.lt(ROOM_CHANGE, room(room) + SEPARATOR + AFTER_DIGITS));
  }

  /** A message as it was after a modification; 0 for none. */
  static Bson asOf(RoomId room, long sequence, long change) {
    return Filters.and(
        Filters.eq(ID, id(room, sequence)),
        change == 0 ? Filters.exists(CHANGE, false) : Filters.eq(CHANGE, change));
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

  /** The room and a number in it; greater numbers make greater texts. */
  static String id(RoomId room, long sequence) {
    return id(room(room), sequence);
  }

  static String id(String room, long number) {
    return room + SEPARATOR + digits(number);
  }

  private static String digits(long number) {
    if (number > MAX_SEQUENCE) {
      throw new IllegalStateException("the room is full");
    }
    String digits = Long.toString(number);
    return ZEROS.substring(digits.length()) + digits;
  }
}
