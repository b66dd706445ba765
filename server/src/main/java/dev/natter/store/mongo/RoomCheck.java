package dev.natter.store.mongo;

import dev.natter.chat.Room;
import dev.natter.chat.RoomKind;
import dev.natter.chat.StoreException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.DocumentCodec;

/** Looks at rooms and members: whether each can be read, and a direct room has two of them. */
final class RoomCheck {

  private static final int PAIR = 2;

  private final ShelfReader reader;
  private final Consumer<String> findings;

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

  void member(BsonDocument document) {
    var unused = read(document, MemberDocuments::member, "member");
  }

  private <T> Optional<T> read(BsonDocument document, Function<Document, T> reading, String what) {
    try {
      Document decoded =
          new DocumentCodec().decode(document.asBsonReader(), DecoderContext.builder().build());
      return Optional.of(reading.apply(decoded));
    } catch (RuntimeException e) {
      // Whatever it is that does not fit: the document is not what it should be.
      find(what, document, "cannot be read: a field is missing or of another kind");
      return Optional.empty();
    }
  }

  private void find(String what, BsonDocument document, String why) {
    findings.accept("The %s %s %s.".formatted(what, StoreImport.name(Shelf.id(document)), why));
  }
}
