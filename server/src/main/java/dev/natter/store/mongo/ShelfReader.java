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

  /** The most documents of a page; one of a file's pieces has 255 KiB. */
  static final int PAGE = 100;

  private final MongoConnection connection;

  ShelfReader(MongoConnection connection) {
    this.connection = connection;
  }

  /** What is done with each document. */
  @FunctionalInterface
  interface Visitor<E extends Exception> {
    void visit(BsonDocument document) throws E;
  }

  /** Visits all documents of a collection. */
  <E extends Exception> void all(Shelf shelf, Visitor<E> visitor) throws StoreException, E {
    visit(shelf, Shelf::all, visitor);
  }

  /** Visits the documents of a room. */
  <E extends Exception> void ofRoom(Shelf shelf, RoomId room, Visitor<E> visitor)
      throws StoreException, E {
    visit(shelf, after -> shelf.ofRoom(room, after), visitor);
  }

  private <E extends Exception> void visit(
      Shelf shelf, Function<Optional<BsonValue>, Bson> filter, Visitor<E> visitor)
      throws StoreException, E {
    Optional<BsonValue> last = Optional.empty();
    List<BsonDocument> page;
    do {
      page = page(shelf, filter.apply(last), Shelf.ID, PAGE);
      for (BsonDocument document : page) {
        visitor.visit(document);
        last = Optional.of(Shelf.id(document));
      }
    } while (page.size() == PAGE);
  }

  /** Visits those documents of a collection that have a text in a field, in the order of that. */
  <E extends Exception> void inOrderOf(Shelf shelf, String field, Visitor<E> visitor)
      throws StoreException, E {
    BsonValue from = new BsonString("");
    Set<BsonValue> visited = new HashSet<>();
    List<BsonDocument> fresh;
    do {
      // A page begins with those that share the last value of the page before.
      fresh = page(shelf, Filters.gte(field, from), field, PAGE + visited.size());
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

  private List<BsonDocument> page(Shelf shelf, Bson filter, String order, int limit)
      throws StoreException {
    try {
      return collection(shelf)
          .find(filter)
          .sort(Sorts.ascending(order))
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
