package dev.natter.store.mongo;

import com.mongodb.client.model.Filters;
import dev.natter.chat.Message;
import dev.natter.chat.RoomId;
import dev.natter.chat.StoreException;
import dev.natter.chat.Words;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.conversions.Bson;

/**
 * Looks at all messages in the order of their ids, and whether the blocks of words have theirs. The
 * newest messages of a room have no block yet; before a block none is missing.
 */
final class WordCheck {

  private final ShelfReader reader;
  private final Consumer<String> findings;
  private String block = "";
  private Optional<Set<BsonValue>> keys = Optional.empty();

  WordCheck(ShelfReader reader, Consumer<String> findings) {
    this.reader = reader;
    this.findings = findings;
  }

  void message(BsonDocument document) throws StoreException {
    Optional<Message> message = RoomCheck.decoded(document, MessageDocuments::message);
    if (message.isEmpty()) {
      findings.accept("The message " + StoreImport.name(Shelf.id(document)) + " cannot be read.");
      return;
    }
    RoomId room = message.get().room();
    WordBlock its = WordBlock.of(room, message.get().sequence());
    if (!its.id().equals(block)) {
      open(its);
    }
    Words words = Words.of(message.get());
    if (keys.isPresent()
        && !WordBlock.keys(room, words).stream()
            .allMatch(key -> keys.get().contains(new BsonInt64(key)))) {
      findings.accept(
          "The words " + block + " lack some of the message " + message.get().sequence() + ".");
    }
  }

  private void open(WordBlock next) throws StoreException {
    block = next.id();
    BsonString id = new BsonString(block);
    Optional<BsonDocument> found = first(Filters.eq(Shelf.ID, id));
    keys =
        found
            .filter(document -> document.isArray(WordBlock.WORDS))
            .map(document -> new HashSet<>(document.getArray(WordBlock.WORDS)));
    boolean isLater =
        found.isEmpty() && first(MessageDocuments.after(next.room(), next.number())).isPresent();
    if (isLater) {
      findings.accept("The words " + block + " are missing, though there are later ones.");
    }
  }

  private Optional<BsonDocument> first(Bson filter) throws StoreException {
    return reader.first(Shelf.WORDS, filter, ShelfReader.BY_ID);
  }
}
