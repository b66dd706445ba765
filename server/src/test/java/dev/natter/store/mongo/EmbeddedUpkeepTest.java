package dev.natter.store.mongo;

import dev.natter.chat.MessageStore;
import dev.natter.chat.UpkeepContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedUpkeepTest extends UpkeepContract {
  @TempDir private Path folder = Path.of("");

  private final List<AutoCloseable> opened = new ArrayList<>();

  @Override
  protected MessageStore open() throws Exception {
    EmbeddedMongo mongo = EmbeddedMongo.open(folder, false);
    opened.add(mongo);
    MongoConnection connection = MongoConnection.embedded(mongo);
    opened.add(connection);
    return MongoMessageStore.open(connection, clock);
  }

  @AfterEach
  void close() throws Exception {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
    opened.clear();
  }
}
