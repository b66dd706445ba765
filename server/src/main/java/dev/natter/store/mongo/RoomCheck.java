package dev.natter.store.mongo;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import dev.natter.chat.Cursor;
import dev.natter.chat.Member;
import dev.natter.chat.Room;
import dev.natter.chat.RoomId;
import dev.natter.chat.RoomKind;
import dev.natter.chat.StoreException;
import dev.natter.chat.Webhook;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.DocumentCodec;

/**
 * Looks at rooms, their members and webhooks: whether each can be read, a direct room has two
 * members, who belongs to a room belongs to one that is there, and nobody has seen more than was
 * said. A webhook, and what is held against somebody, needs no record: a room without one is open.
 */
final class RoomCheck {

  private static final int PAIR = 2;

  private final ShelfReader reader;
  private final Consumer<String> findings;
  private Optional<Place> place = Optional.empty();

  /** A room as its members see it. */
  private record Place(RoomId room, boolean recorded, long last) {}

  RoomCheck(ShelfReader reader, Consumer<String> findings) {
    this.reader = reader;
    this.findings = findings;
  }

  void room(BsonDocument document) throws StoreException {
    Optional<Room> room = read(document, RoomDocuments::room, "room");
    if (room.isPresent() && room.get().kind() == RoomKind.DIRECT) {
      AtomicLong members = new AtomicLong();
      reader.ofRoom(Shelf.MEMBERS, room.get().id(), member -> members.incrementAndGet());
      if (members.get() != PAIR) {
        find("room", document, "is one of two, but has " + members + " members");
      }
    }
  }

  void member(BsonDocument document) throws StoreException {
    Optional<Member> member = read(document, MemberDocuments::member, "member");
    if (member.isEmpty()) {
      return;
    }
    Place here = place(member.get().room());
    if (member.get().belongs() && !here.recorded()) {
      find("member", document, "belongs to a room that is not there");
    }
    Cursor cursor = member.get().cursor();
    long mentioned = cursor.mentions().isEmpty() ? 0 : Collections.max(cursor.mentions());
    long seen = Math.max(mentioned, Math.max(cursor.read(), cursor.delivered()));
    checkSeen("member", document, seen, here);
  }

  void webhook(BsonDocument document) throws StoreException {
    Optional<Webhook> webhook = read(document, MongoWebhookStore::webhook, "webhook");
    if (webhook.isPresent()) {
      checkSeen("webhook", document, webhook.get().delivered(), place(webhook.get().room()));
    }
  }

  private void checkSeen(String what, BsonDocument document, long seen, Place here) {
    if (seen > here.last()) {
      find(what, document, "has seen number " + seen + " of a room that has " + here.last());
    }
  }

  /** Members come room by room, so that the last room is the one to remember. */
  private Place place(RoomId room) throws StoreException {
    if (place.filter(known -> known.room().equals(room)).isEmpty()) {
      String id = RoomDocuments.id(room);
      boolean recorded =
          reader.first(Shelf.ROOMS, Filters.eq(Shelf.ID, id), ShelfReader.BY_ID).isPresent();
      long last =
          reader
              .first(Shelf.MESSAGES, MessageDocuments.after(room, 0), Sorts.descending(Shelf.ID))
              .filter(message -> message.isInt64(MessageDocuments.SEQUENCE))
              .map(message -> message.getInt64(MessageDocuments.SEQUENCE).getValue())
              .orElse(0L);
      place = Optional.of(new Place(room, recorded, last));
    }
    return place.get();
  }

  private <T> Optional<T> read(BsonDocument document, Function<Document, T> reading, String what) {
    Optional<T> read = decoded(document, reading);
    if (read.isEmpty()) {
      find(what, document, "cannot be read: a field is missing or of another kind");
    }
    return read;
  }

  /** What a document stands for; empty if it is not what it should be. */
  static <T> Optional<T> decoded(BsonDocument document, Function<Document, T> reading) {
    try {
      Document decoded =
          new DocumentCodec().decode(document.asBsonReader(), DecoderContext.builder().build());
      return Optional.of(reading.apply(decoded));
    } catch (RuntimeException e) {
      // Whatever it is that does not fit.
      return Optional.empty();
    }
  }

  private void find(String what, BsonDocument document, String why) {
    findings.accept("The %s %s %s.".formatted(what, StoreImport.name(Shelf.id(document)), why));
  }
}
