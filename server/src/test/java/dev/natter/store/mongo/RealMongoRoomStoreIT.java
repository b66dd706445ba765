package dev.natter.store.mongo;

import dev.natter.chat.RoomStore;
import dev.natter.chat.RoomStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The contract on a {@link RealMongo}. */
@EnabledIfEnvironmentVariable(named = RealMongo.URI, matches = "mongodb.*")
class RealMongoRoomStoreIT extends RoomStoreContract {
  private final RealMongo mongo = new RealMongo();

  @Override
  protected RoomStore open() throws Exception {
    return MongoRoomStore.open(mongo.open());
  }

  @AfterEach
  void close() {
    mongo.close();
  }
}
