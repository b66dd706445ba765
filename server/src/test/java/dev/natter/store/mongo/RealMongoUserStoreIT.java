package dev.natter.store.mongo;

import dev.natter.chat.UserStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The contract on a {@link RealMongo}. */
@EnabledIfEnvironmentVariable(named = RealMongo.URI, matches = "mongodb.*")
class RealMongoUserStoreIT extends UserStoreContract {
  private final RealMongo mongo = new RealMongo();

  @Override
  protected void open() throws Exception {
    MongoConnection connection = mongo.open();
    users = MongoUserStore.open(connection);
    audit = MongoAuditStore.open(connection);
  }

  @AfterEach
  void close() {
    mongo.close();
  }
}
