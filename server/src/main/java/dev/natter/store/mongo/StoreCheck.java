package dev.natter.store.mongo;

import dev.natter.chat.StoreException;
import java.util.List;
import java.util.function.Consumer;
import org.bson.BsonDocument;

/**
 * Looks through a store for what cannot be right: a hole in a room's sequence, something that is
 * there twice, something that refers to what is not there.
 *
 * <p>Thread: the caller's; blocks.
 */
public final class StoreCheck {

  private final ShelfReader reader;
  private final Consumer<String> findings;
  private long checked;

  /**
   * A check.
   *
   * @param findings told of each thing that is wrong, in a sentence
   */
  public StoreCheck(MongoConnection connection, Consumer<String> findings) {
    this.reader = new ShelfReader(connection);
    this.findings = findings;
  }

  /** Looks through everything and tells how many documents that were. */
  public long run() throws StoreException {
    checked = 0;
    RoomCheck rooms = new RoomCheck(reader, findings);
    reader.<StoreException>all(
        Shelf.ROOMS,
        room -> {
          checked++;
          rooms.room(room);
        });
    reader.all(Shelf.MEMBERS, counted(rooms::member));
    MessageCheck messages = new MessageCheck(findings);
    reader.all(Shelf.MESSAGES, counted(messages::visit));
    for (String once : List.of(MessageDocuments.ROOM_KEY, MessageDocuments.ROOM_CHANGE)) {
      reader.inOrderOf(Shelf.MESSAGES, once, new TwiceCheck(once, findings)::visit);
    }
    return checked;
  }

  private ShelfReader.Visitor<RuntimeException> counted(Consumer<BsonDocument> visit) {
    return document -> {
      checked++;
      visit.accept(document);
    };
  }
}
