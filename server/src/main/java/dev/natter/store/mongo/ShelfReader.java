package dev.natter.store.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import dev.natter.chat.RoomId;
import dev.natter.chat.StoreException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.conversions.Bson;

/**
 * Reads whole collections in the order of their ids, page by page, so that no cursor is held and no
 * more than a page is in memory.
 *
 * <p>Thread: the caller's; blocks.
 */
final class ShelfReader {

  /** The most documents of a page; one of a file's parts has 256 KiB. */
  static final int PAGE = 100;

  /** The most parts of a file on a page. */
  private static final int FILE_PAGE = 16;

  static final Bson BY_ID = Sorts.ascending(Shelf.ID);

  private final MongoConnection connection;

  ShelfReader(MongoConnection connection) {
    this.connection = connection;
  }

  /** What is done with each document. */
  @FunctionalInterface
  interface Visitor<E extends Exception> {
    void visit(BsonDocument document) throws E;
  }

  /** The documents of a collection in the order of their ids, a page at a time. */
  private final class Pages {
    private final Shelf shelf;
    private final Function<Optional<BsonValue>, Bson> filter;
    private Optional<BsonValue> last = Optional.empty();
    private boolean more = true;

    Pages(Shelf shelf, Function<Optional<BsonValue>, Bson> filter) {
      this.shelf = shelf;
      this.filter = filter;
    }

    /** The next documents; none at the end. */
    List<BsonDocument> next() throws StoreException {
      List<BsonDocument> page = more ? page(shelf, filter.apply(last), BY_ID, PAGE) : List.of();
      more = page.size() == PAGE;
      if (more) {
        last = Optional.of(Shelf.id(page.get(PAGE - 1)));
      }
      return page;
    }
  }

  /** Visits all documents of a collection. */
  <E extends Exception> void all(Shelf shelf, Visitor<E> visitor) throws StoreException, E {
    visit(new Pages(shelf, Shelf::all), visitor);
  }

  /** Visits the documents of a room; of its files those that its messages bring. */
  <E extends Exception> void ofRoom(Shelf shelf, RoomId room, Visitor<E> visitor)
      throws StoreException, E {
    if (shelf != Shelf.FILES && shelf != Shelf.FILE_PARTS) {
      visit(new Pages(shelf, after -> shelf.ofRoom(room, after)), visitor);
      return;
    }
    Pages messages = new Pages(Shelf.MESSAGES, after -> Shelf.MESSAGES.ofRoom(room, after));
    for (List<BsonDocument> page = messages.next(); !page.isEmpty(); page = messages.next()) {
      for (BsonDocument message : page) {
        for (BsonValue file : files(message)) {
          ofFile(shelf, file, visitor);
        }
      }
    }
  }

  private static <E extends Exception> void visit(Pages pages, Visitor<E> visitor)
      throws StoreException, E {
    for (List<BsonDocument> page = pages.next(); !page.isEmpty(); page = pages.next()) {
      for (BsonDocument document : page) {
        visitor.visit(document);
      }
    }
  }

  /** The ids of the files that a message brings. */
  static List<BsonValue> files(BsonDocument message) {
    return message.isArray(MessageDocuments.FILES)
        ? message.getArray(MessageDocuments.FILES)
        : List.of();
  }

  /** Visits a file's own document, or its parts in their order. */
  <E extends Exception> void ofFile(Shelf shelf, BsonValue file, Visitor<E> visitor)
      throws StoreException, E {
    if (shelf == Shelf.FILES) {
      Optional<BsonDocument> found = first(shelf, Filters.eq(Shelf.ID, file), BY_ID);
      if (found.isPresent()) {
        visitor.visit(found.get());
      }
      return;
    }
    BsonValue last = new BsonInt32(-1);
    List<BsonDocument> page;
    do {
      Bson next =
          Filters.and(
              Filters.eq(MongoFileStore.FILE, file), Filters.gt(MongoFileStore.NUMBER, last));
      page = page(shelf, next, Sorts.ascending(MongoFileStore.NUMBER), FILE_PAGE);
      for (BsonDocument part : page) {
        visitor.visit(part);
        last = Shelf.value(part, MongoFileStore.NUMBER);
      }
    } while (page.size() == FILE_PAGE);
  }

  /** The first document that a filter matches, in an order. */
  Optional<BsonDocument> first(Shelf shelf, Bson filter, Bson order) throws StoreException {
    return page(shelf, filter, order, 1).stream().findFirst();
  }

  /** Visits those documents of a collection that have a text in a field, in the order of that. */
  <E extends Exception> void inOrderOf(Shelf shelf, String field, Visitor<E> visitor)
      throws StoreException, E {
    BsonValue from = new BsonString("");
    Set<BsonValue> visited = new HashSet<>();
    List<BsonDocument> fresh;
    do {
      // A page begins with those that share the last value of the page before.
      fresh = page(shelf, Filters.gte(field, from), Sorts.ascending(field), PAGE + visited.size());
      fresh.removeIf(document -> visited.contains(Shelf.id(document)));
      for (BsonDocument document : fresh) {
        visitor.visit(document);
        if (!Shelf.value(document, field).equals(from)) {
          from = Shelf.value(document, field);
          visited.clear();
        }
        visited.add(Shelf.id(document));
      }
    } while (!fresh.isEmpty());
  }

  private List<BsonDocument> page(Shelf shelf, Bson filter, Bson order, int limit)
      throws StoreException {
    try {
      return collection(shelf)
          .find(filter)
          .sort(order)
          .limit(limit)
          .batchSize(limit + 1)
          .into(new ArrayList<>());
    } catch (MongoException e) {
      throw new StoreException("the store could not answer", e);
    }
  }

  MongoCollection<BsonDocument> collection(Shelf shelf) {
    return connection
        .database()
        .getCollection(shelf.collection(), BsonDocument.class)
        .withTimeout(connection.startTimeout().toMillis(), TimeUnit.MILLISECONDS);
  }
}
