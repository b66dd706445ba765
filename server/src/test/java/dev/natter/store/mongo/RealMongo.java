package dev.natter.store.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A database of a test's own on a real MongoDB: {@value #URI} names one without a database, for
 * example {@code mongodb://localhost:27017}.
 */
final class RealMongo implements AutoCloseable {

  static final String URI = "NATTER_TEST_MONGO_URI";

  private final String uri = System.getenv().getOrDefault(URI, "");
  private final String database = "natter_test_" + UUID.randomUUID().toString().replace("-", "");
  private final List<MongoConnection> connections = new ArrayList<>();

  MongoConnection open() throws StoreUnavailableException {
    if (new ConnectionString(uri).getDatabase() != null) {
      throw new IllegalStateException(URI + " must name no database");
    }
    String address = uri.replaceFirst("/*(\\?|$)", "/" + database + "$1");
    MongoConnection connection = MongoConnection.to(MongoSettings.of(address));
    connections.add(connection);
    return connection;
  }

  void disconnect() {
    connections.forEach(MongoConnection::close);
    connections.clear();
  }

  /** Drops the database. */
  @Override
  public void close() {
    disconnect();
    try (MongoClient client = MongoClients.create(uri)) {
      client.getDatabase(database).drop();
    }
  }
}
