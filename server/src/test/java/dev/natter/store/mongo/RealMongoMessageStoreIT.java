package dev.natter.store.mongo;

import dev.natter.chat.DurableMessageStoreContract;
import dev.natter.chat.MessageStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The contract on a {@link RealMongo}. */
@EnabledIfEnvironmentVariable(named = RealMongo.URI, matches = "mongodb.*")
class RealMongoMessageStoreIT extends DurableMessageStoreContract {
  private final RealMongo mongo = new RealMongo();

  @Override
  protected MessageStore open() throws Exception {
    return MongoMessageStore.open(mongo.open(), CLOCK);
  }

  @Override
  protected MessageStore openAnother() throws Exception {
    return open();
  }

  @Override
  protected MessageStore reopen() throws Exception {
    mongo.disconnect();
    return open();
  }

  @AfterEach
  void close() {
    mongo.close();
  }
}
