package dev.natter.store.mongo;

import dev.natter.chat.StoreException;
import java.util.function.Consumer;

/**
 * Looks through a store for what cannot be right: a hole in a room's sequence, something that is
 * there twice, something that refers to what is not there, files that are not whole, words that a
 * search would not find.
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
    all(Shelf.ROOMS, rooms::room);
    all(Shelf.MEMBERS, rooms::member);
    all(Shelf.WEBHOOKS, rooms::webhook);
    MessageCheck messages = new MessageCheck(findings);
    FileCheck files = new FileCheck(reader, findings);
    WordCheck words = new WordCheck(reader, findings);
    all(
        Shelf.MESSAGES,
        message -> {
          if (messages.visit(message)) {
            files.message(message);
            words.message(message);
          }
        });
    all(Shelf.FILES, files::file);
    files.parts();
    all(Shelf.USERS, user -> {});
    once(Shelf.MESSAGES, MessageDocuments.ROOM_KEY);
    once(Shelf.MESSAGES, MessageDocuments.ROOM_CHANGE);
    once(Shelf.USERS, MongoUserStore.NAME_KEY);
    once(Shelf.WEBHOOKS, MongoWebhookStore.IN);
    return checked;
  }

  private void all(Shelf shelf, ShelfReader.Visitor<StoreException> visitor) throws StoreException {
    reader.<StoreException>all(
        shelf,
        document -> {
          checked++;
          visitor.visit(document);
        });
  }

  private void once(Shelf shelf, String field) throws StoreException {
    reader.inOrderOf(shelf, field, new TwiceCheck(field, findings)::visit);
  }
}
