package dev.natter.store.mongo;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.natter.chat.WebhookStore;
import dev.natter.chat.WebhookStoreContract;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The contract on a real MongoDB; see {@link RealMongoMessageStoreIT}. */
@EnabledIfEnvironmentVariable(named = "NATTER_TEST_MONGO_URI", matches = "mongodb.*")
class RealMongoWebhookStoreIT extends WebhookStoreContract {
  private final String uri = System.getenv().getOrDefault("NATTER_TEST_MONGO_URI", "");
  private final String database = "natter_test_" + UUID.randomUUID().toString().replace("-", "");
  private final List<MongoConnection> connections = new ArrayList<>();

  @Override
  protected WebhookStore open() throws Exception {
    String address = uri.replaceFirst("/*(\\?|$)", "/" + database + "$1");
    MongoConnection connection = MongoConnection.to(MongoSettings.of(address));
    connections.add(connection);
    return MongoWebhookStore.open(connection);
  }

  @AfterEach
  void dropDatabase() {
    connections.forEach(MongoConnection::close);
    try (MongoClient client = MongoClients.create(uri)) {
      client.getDatabase(database).drop();
    }
  }
}
