package dev.natter.store.mongo;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import dev.natter.chat.StoreException;
import java.util.Optional;
import java.util.function.Consumer;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * Looks at files and the messages that bring them, from both sides, and at files' parts. What an
 * upload or a removal that was cut off has left is not wrong: a server that runs clears it up.
 */
final class FileCheck {

  private final ShelfReader reader;
  private final Consumer<String> findings;

  FileCheck(ShelfReader reader, Consumer<String> findings) {
    this.reader = reader;
    this.findings = findings;
  }

  /** Whether the files that a message brings are there, and are its own. */
  void message(BsonDocument message) throws StoreException {
    BsonValue id = Shelf.id(message);
    for (BsonValue name : ShelfReader.files(message)) {
      Optional<BsonDocument> file = withId(Shelf.FILES, name).filter(FileCheck::isWhole);
      if (file.isEmpty()) {
        find("message", id, "brings the file " + StoreImport.name(name) + ", which is not there");
        continue;
      }
      BsonValue noted = Shelf.value(metadata(file.get()), "message");
      if (!noted.isNull() && !noted.equals(id)) {
        find("message", id, "brings the file " + StoreImport.name(name) + " of another message");
      }
    }
  }

  /** Whether a file is whole, and the message that it is kept for brings it. */
  void file(BsonDocument file) throws StoreException {
    if (!isWhole(file)) {
      return;
    }
    BsonValue id = Shelf.id(file);
    if (RoomCheck.decoded(file, MongoFileStore::file).isEmpty()) {
      find("file", id, "cannot be read: a field is missing or of another kind");
      return;
    }
    Content content = new Content();
    reader.ofFile(Shelf.FILE_PARTS, id, content::add);
    if (!content.dense || content.bytes != file.getInt64(MongoFileStore.LENGTH).getValue()) {
      find("file", id, "is not whole: its parts do not make up its length");
    }
    BsonValue message = Shelf.value(metadata(file), "message");
    if (!message.isNull()
        && withId(Shelf.MESSAGES, message).filter(found -> brings(found, id)).isEmpty()) {
      find(
          "file",
          id,
          "is kept for the message " + StoreImport.name(message) + ", which does not bring it");
    }
  }

  /** Whether all parts belong to files. */
  void parts() throws StoreException {
    BsonValue last = new BsonString("");
    Optional<BsonDocument> part = partAfter(last);
    while (part.isPresent()) {
      last = Shelf.value(part.get(), MongoFileStore.FILE);
      if (withId(Shelf.FILES, last).isEmpty()) {
        find("file", last, "has parts, but is not there itself");
      }
      part = partAfter(last);
    }
  }

  private Optional<BsonDocument> partAfter(BsonValue file) throws StoreException {
    return reader.first(
        Shelf.FILE_PARTS,
        Filters.gt(MongoFileStore.FILE, file),
        Sorts.ascending(MongoFileStore.FILE));
  }

  /** What the parts of a file come to. */
  private static final class Content {
    private int parts;
    private long bytes;
    private boolean dense = true;

    private void add(BsonDocument part) {
      dense &= Shelf.value(part, MongoFileStore.NUMBER).equals(new BsonInt32(parts));
      dense &= part.isBinary(MongoFileStore.BYTES);
      BsonBinary content = part.getBinary(MongoFileStore.BYTES, new BsonBinary(new byte[0]));
      bytes += content.getData().length;
      parts++;
    }
  }

  private Optional<BsonDocument> withId(Shelf shelf, BsonValue id) throws StoreException {
    return reader.first(shelf, Filters.eq(Shelf.ID, id), ShelfReader.BY_ID);
  }

  private static boolean brings(BsonDocument message, BsonValue file) {
    return ShelfReader.files(message).contains(file);
  }

  private static boolean isWhole(BsonDocument file) {
    return !metadata(file).containsKey("hidden");
  }

  private static BsonDocument metadata(BsonDocument file) {
    return file.getDocument("metadata", new BsonDocument());
  }

  private void find(String what, BsonValue id, String why) {
    findings.accept("The %s %s %s.".formatted(what, StoreImport.name(id), why));
  }
}
