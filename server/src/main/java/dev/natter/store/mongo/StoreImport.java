package dev.natter.store.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import dev.natter.chat.StoreException;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.BsonInvalidOperationException;
import org.bson.BsonNumber;
import org.bson.BsonValue;
import org.bson.json.JsonParseException;

/**
 * Reads what {@link StoreExport} wrote into a store. Nothing that is there is overwritten: a
 * document that is there already is left out, so that an import may be repeated; another one with
 * its id is told.
 *
 * <p>Thread: the caller's; blocks.
 */
public final class StoreImport {

  /** The most documents, and about the most characters, that are inserted at once. */
  private static final int BATCH = 500;

  private static final int BATCH_CHARACTERS = 8 << 20;

  /** The longest line: a document has at most 16 MiB, and its JSON can be longer. */
  private static final int MAX_LINE = 64 << 20;

  private static final int DUPLICATE_KEY = 11000;

  private final ShelfReader shelves;
  private final Consumer<String> conflicts;
  private final List<BsonDocument> batch = new ArrayList<>();
  private int characters;
  private Optional<Shelf> shelf = Optional.empty();
  private long added;
  private long present;
  private long refused;

  /**
   * An import.
   *
   * @param conflicts told of each document that cannot be added, in a sentence
   */
  public StoreImport(MongoConnection connection, Consumer<String> conflicts) {
    this.shelves = new ShelfReader(connection);
    this.conflicts = conflicts;
  }

  /**
   * What became of the documents.
   *
   * @param present how many were there already
   * @param refused how many stand against what is there
   */
  public record Result(long added, long present, long refused) {}

  /** Reads an export to its end. What was read before a fault stays. */
  public Result read(Reader in) throws StoreException, IOException, BrokenExportException {
    ExportLines lines = new ExportLines(in, MAX_LINE);
    BsonDocument head = parse(lines, lines.next().orElse(""));
    if (!number(head, StoreExport.FORMAT).equals(Optional.of((long) StoreExport.VERSION))) {
      throw lines.broken("is not the first line of an export of this version of Natter");
    }
    long documents = 0;
    Optional<Long> promised = Optional.empty();
    for (Optional<String> text = lines.next(); text.isPresent(); text = lines.next()) {
      BsonDocument line = parse(lines, text.get());
      promised = number(line, StoreExport.COUNT);
      if (promised.isPresent()) {
        break;
      }
      take(lines, line, text.get().length());
      documents++;
    }
    flush();
    if (promised.isEmpty() || promised.get() != documents) {
      throw new BrokenExportException(
          "The export is cut off after line " + lines.number() + "; the rest is missing.");
    }
    return new Result(added, present, refused);
  }

  private void take(ExportLines lines, BsonDocument line, int length)
      throws StoreException, BrokenExportException {
    Optional<Shelf> target =
        line.isString(StoreExport.IN)
            ? Shelf.of(line.getString(StoreExport.IN).getValue()).filter(Shelf::isExported)
            : Optional.empty();
    if (target.isEmpty() || !line.isDocument(StoreExport.DOCUMENT)) {
      throw lines.broken("holds no document of a collection that Natter has");
    }
    BsonDocument document = line.getDocument(StoreExport.DOCUMENT);
    if (!document.containsKey(Shelf.ID)) {
      throw lines.broken("holds a document without an id");
    }
    if (!target.equals(shelf) || batch.size() >= BATCH || characters > BATCH_CHARACTERS) {
      flush();
      shelf = target;
    }
    batch.add(document);
    characters += length;
  }

  private void flush() throws StoreException {
    if (shelf.isPresent() && !batch.isEmpty()) {
      try {
        insert(shelves.collection(shelf.get()));
      } catch (MongoException e) {
        throw new StoreException("the store could not answer", e);
      }
    }
    batch.clear();
    characters = 0;
  }

  private void insert(MongoCollection<BsonDocument> collection) {
    Map<BsonValue, BsonDocument> known = new HashMap<>();
    List<BsonValue> ids = batch.stream().map(document -> Shelf.id(document)).toList();
    collection
        .find(Filters.in(Shelf.ID, ids))
        .batchSize(ids.size() + 1)
        .forEach(document -> known.put(Shelf.id(document), document));
    List<BsonDocument> fresh = new ArrayList<>();
    for (BsonDocument document : batch) {
      BsonDocument there = known.putIfAbsent(Shelf.id(document), document);
      if (there == null) {
        fresh.add(document);
      } else if (there.equals(document)) {
        present++;
      } else {
        refuse(document, "another one has its id");
      }
    }
    if (!fresh.isEmpty()) {
      add(collection, fresh);
    }
  }

  private void add(MongoCollection<BsonDocument> collection, List<BsonDocument> fresh) {
    try {
      collection.insertMany(fresh, new InsertManyOptions().ordered(true));
      added += fresh.size();
    } catch (MongoBulkWriteException e) {
      // An ordered insertion stops at the first that is refused; all before it are in.
      int index = e.getWriteErrors().isEmpty() ? 0 : e.getWriteErrors().get(0).getIndex();
      added += index;
      fresh.subList(index, fresh.size()).forEach(document -> addOne(collection, document));
    }
  }

  private void addOne(MongoCollection<BsonDocument> collection, BsonDocument document) {
    try {
      collection.insertOne(document);
      added++;
    } catch (MongoWriteException e) {
      if (e.getCode() != DUPLICATE_KEY) {
        throw e;
      }
      refuse(document, "it says something twice that may be there only once");
    }
  }

  private void refuse(BsonDocument document, String why) {
    refused++;
    String in = shelf.map(Shelf::collection).orElse("");
    conflicts.accept(in + " " + name(Shelf.id(document)) + " was left out: " + why + ".");
  }

  static String name(BsonValue id) {
    return id.isString() ? id.asString().getValue() : String.valueOf(id);
  }

  private static BsonDocument parse(ExportLines lines, String text) throws BrokenExportException {
    try {
      return BsonDocument.parse(text);
    } catch (JsonParseException | BsonInvalidOperationException | IllegalArgumentException e) {
      throw lines.broken("is not JSON as an export has it");
    }
  }

  private static Optional<Long> number(BsonDocument line, String name) {
    return line.get(name) instanceof BsonNumber number
        ? Optional.of(number.longValue())
        : Optional.empty();
  }
}
