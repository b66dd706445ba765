package dev.natter.store.mongo;

import dev.natter.chat.DurableMessageStoreContract;
import dev.natter.chat.MessageStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedMessageStoreTest extends DurableMessageStoreContract {
  @TempDir private Path folder = Path.of("");

  private final List<AutoCloseable> opened = new ArrayList<>();

  @Override
  protected MessageStore open() throws Exception {
    EmbeddedMongo mongo = EmbeddedMongo.open(folder, false);
    opened.add(mongo);
    return connect(mongo);
  }

  private MessageStore connect(EmbeddedMongo mongo) throws Exception {
    MongoConnection connection = MongoConnection.embedded(mongo);
    opened.add(connection);
    return MongoMessageStore.open(connection, CLOCK);
  }

  @Override
  protected MessageStore openAnother() throws Exception {
    return connect((EmbeddedMongo) opened.get(0));
  }

  @Override
  protected MessageStore reopen() throws Exception {
    closeAll();
    return open();
  }

  @AfterEach
  void closeAll() throws Exception {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
    opened.clear();
  }
}
