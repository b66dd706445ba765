package dev.natter.store.mongo;

import dev.natter.chat.WebhookStore;
import dev.natter.chat.WebhookStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The contract on a {@link RealMongo}. */
@EnabledIfEnvironmentVariable(named = RealMongo.URI, matches = "mongodb.*")
class RealMongoWebhookStoreIT extends WebhookStoreContract {
  private final RealMongo mongo = new RealMongo();

  @Override
  protected WebhookStore open() throws Exception {
    return MongoWebhookStore.open(mongo.open());
  }

  @AfterEach
  void close() {
    mongo.close();
  }
}
