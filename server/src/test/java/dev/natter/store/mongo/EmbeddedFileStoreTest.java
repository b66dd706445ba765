package dev.natter.store.mongo;

import dev.natter.chat.FileStore;
import dev.natter.chat.FileStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedFileStoreTest extends FileStoreContract {
  @TempDir private Path folder = Path.of("");

  private final EmbeddedFolder opened = new EmbeddedFolder();

  @Override
  protected FileStore open() throws Exception {
    return MongoFileStore.open(opened.open(folder));
  }

  @AfterEach
  void close() {
    opened.close();
  }
}
