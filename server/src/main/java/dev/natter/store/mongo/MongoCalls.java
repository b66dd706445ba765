package dev.natter.store.mongo;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import dev.natter.chat.StoreException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bson.Document;

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
    } catch (MongoException | IllegalStateException e) {
      connection.failed(start, e);
      throw new StoreException("the store could not answer", e);
    }
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

  private MongoCollection<Document> timed(long millis) {
    return collection.withTimeout(millis, TimeUnit.MILLISECONDS);
  }
}
