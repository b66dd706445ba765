package dev.natter.store.mongo;

import dev.natter.chat.FileLifetimeContract;
import dev.natter.chat.FileStore;
import dev.natter.chat.MessageStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedFileLifetimeTest extends FileLifetimeContract {
  @TempDir private Path folder = Path.of("");

  private final EmbeddedFolder opened = new EmbeddedFolder();

  @Override
  protected MessageStore open() throws Exception {
    return MongoMessageStore.open(opened.open(folder), clock);
  }

  @Override
  protected FileStore openFiles() throws Exception {
    return MongoFileStore.open(opened.openAnother());
  }

  @AfterEach
  void close() {
    opened.close();
  }
}
