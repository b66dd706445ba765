package dev.natter.store.mongo;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import dev.natter.chat.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Calls on one collection, each within the store's time limit, of which the connection's health
 * takes note.
 *
 * <p>Thread: any that may block.
 */
final class MongoCalls {

  private final MongoConnection connection;
  private final MongoCollection<Document> collection;

  MongoCalls(MongoConnection connection, String collection) {
    this.connection = connection;
    this.collection = connection.database().getCollection(collection);
  }

  /** Asks for something; a fault of the database is the checked exception. */
  <T> T ask(Function<MongoCollection<Document>, T> call) throws StoreException {
    if (!connection.available()) {
      throw new StoreException("the store is away", new IllegalStateException());
    }
    long start = System.nanoTime();
    try {
      T answer = call.apply(timed(connection.operationTimeout().toMillis()));
      connection.succeeded(start);
      return answer;
    } catch (MongoWriteException | MongoBulkWriteException e) {
      // It answered: it does not take this document.
      connection.succeeded(start);
      throw new StoreException("the store refused a document", e);
    } catch (MongoException | IllegalStateException e) {
      connection.failed(start, e);
      throw new StoreException("the store could not answer", e);
    }
  }

  /** The one document that a filter can match, if it is there. */
  Optional<Document> one(Bson filter) throws StoreException {
    return ask(found -> Optional.ofNullable(found.find(filter).first()));
  }

  /** The first documents that a filter matches, in the order of a field. */
  List<Document> list(Bson filter, String order, int limit) throws StoreException {
    return ask(
        found ->
            found
                .find(filter)
                .sort(Sorts.ascending(order))
                .limit(limit)
                .batchSize(limit + 1)
                .into(new ArrayList<>()));
  }

  /** Inserts; tells whether nothing unique stood in the way. */
  boolean insert(Document document) throws StoreException {
    return ask(
        found -> {
          try {
            found.insertOne(document);
            return true;
          } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
              return false;
            }
            throw e;
          }
        });
  }

  /** Prepares the collection at the start, when more time is given. */
  void prepare(String sentence, Consumer<MongoCollection<Document>> call)
      throws StoreUnavailableException {
    try {
      call.accept(timed(connection.startTimeout().toMillis()));
    } catch (MongoException e) {
      throw new StoreUnavailableException(sentence, e);
    }
  }

  /** Indexes of one field each, which hold only the documents that have it. */
  void prepareSparse(String sentence, String... fields) throws StoreUnavailableException {
    prepare(
        sentence,
        found -> {
          for (String field : fields) {
            found.createIndex(Indexes.ascending(field), new IndexOptions().sparse(true));
          }
        });
  }

  private MongoCollection<Document> timed(long millis) {
    return collection.withTimeout(millis, TimeUnit.MILLISECONDS);
  }
}
