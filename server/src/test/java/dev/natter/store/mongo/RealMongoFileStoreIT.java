package dev.natter.store.mongo;

import dev.natter.chat.FileStore;
import dev.natter.chat.FileStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The contract on a {@link RealMongo}. */
@EnabledIfEnvironmentVariable(named = RealMongo.URI, matches = "mongodb.*")
class RealMongoFileStoreIT extends FileStoreContract {
  private final RealMongo mongo = new RealMongo();

  @Override
  protected FileStore open() throws Exception {
    return MongoFileStore.open(mongo.open());
  }

  @AfterEach
  void close() {
    mongo.close();
  }
}
