package dev.natter.store.mongo;

import dev.natter.chat.MessageStore;
import dev.natter.chat.UpkeepContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedUpkeepTest extends UpkeepContract {
  @TempDir private Path folder = Path.of("");

  private final EmbeddedFolder opened = new EmbeddedFolder();

  @Override
  protected MessageStore open() throws Exception {
    return MongoMessageStore.open(opened.open(folder), clock);
  }

  @AfterEach
  void close() {
    opened.close();
  }
}
