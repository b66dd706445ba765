package dev.natter.store.mongo;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** The embedded databases that a test opens, closed the other way round. */
final class EmbeddedFolder implements AutoCloseable {

  private final Deque<EmbeddedMongo> databases = new ArrayDeque<>();
  private final Deque<MongoConnection> connections = new ArrayDeque<>();

  /** Opens the database of a folder. */
  MongoConnection open(Path folder) throws StoreUnavailableException {
    databases.push(EmbeddedMongo.open(folder, false));
    return openAnother();
  }

  /** Another connection to the database that was opened last. */
  MongoConnection openAnother() throws StoreUnavailableException {
    MongoConnection connection = MongoConnection.embedded(databases.element());
    connections.push(connection);
    return connection;
  }

  @Override
  public void close() {
    connections.forEach(MongoConnection::close);
    connections.clear();
    databases.forEach(EmbeddedMongo::close);
    databases.clear();
  }
}
