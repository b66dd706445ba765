package dev.natter.store.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.natter.chat.DurableMessageStoreContract;
import dev.natter.chat.MessageStore;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The contract on a real MongoDB: {@code NATTER_TEST_MONGO_URI} names one without a database, for
 * example {@code mongodb://localhost:27017}; each test makes a database of its own there and drops
 * it.
 */
@EnabledIfEnvironmentVariable(named = "NATTER_TEST_MONGO_URI", matches = "mongodb.*")
class RealMongoMessageStoreIT extends DurableMessageStoreContract {
  private final String uri = System.getenv().getOrDefault("NATTER_TEST_MONGO_URI", "");
  private final String database = "natter_test_" + UUID.randomUUID().toString().replace("-", "");
  private final List<MongoConnection> connections = new ArrayList<>();

  @Override
  protected MessageStore open() throws Exception {
    ConnectionString server = new ConnectionString(uri);
    String address = uri.replaceFirst("/*(\\?|$)", "/" + database + "$1");
    if (server.getDatabase() != null) {
      throw new IllegalStateException("NATTER_TEST_MONGO_URI must name no database");
    }
    MongoConnection connection = MongoConnection.to(MongoSettings.of(address));
    connections.add(connection);
    return MongoMessageStore.open(connection, CLOCK);
  }

  @Override
  protected MessageStore openAnother() throws Exception {
    return open();
  }

  @Override
  protected MessageStore reopen() throws Exception {
    closeConnections();
    return open();
  }

  private void closeConnections() {
    connections.forEach(MongoConnection::close);
    connections.clear();
  }

  @AfterEach
  void dropDatabase() {
    closeConnections();
    try (MongoClient client = MongoClients.create(uri)) {
      client.getDatabase(database).drop();
    }
  }
}
