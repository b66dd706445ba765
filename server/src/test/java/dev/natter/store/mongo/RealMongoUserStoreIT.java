package dev.natter.store.mongo;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.natter.chat.UserStoreContract;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The contract on a real MongoDB, as {@link RealMongoMessageStoreIT} finds it. */
@EnabledIfEnvironmentVariable(named = "NATTER_TEST_MONGO_URI", matches = "mongodb.*")
class RealMongoUserStoreIT extends UserStoreContract {
  private final String uri = System.getenv().getOrDefault("NATTER_TEST_MONGO_URI", "");
  private final String database = "natter_test_" + UUID.randomUUID().toString().replace("-", "");
  private @Nullable MongoConnection connection;

  @Override
  protected void open() throws Exception {
    String address = uri.replaceFirst("/*(\\?|$)", "/" + database + "$1");
    MongoConnection opened = MongoConnection.to(MongoSettings.of(address));
    connection = opened;
    users = MongoUserStore.open(opened);
    audit = MongoAuditStore.open(opened);
  }

  @AfterEach
  void dropDatabase() {
    if (connection != null) {
      connection.close();
    }
    try (MongoClient client = MongoClients.create(uri)) {
      client.getDatabase(database).drop();
    }
  }
}
