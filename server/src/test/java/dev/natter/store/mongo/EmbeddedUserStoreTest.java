package dev.natter.store.mongo;

import dev.natter.chat.UserStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedUserStoreTest extends UserStoreContract {
  @TempDir private Path folder = Path.of("");

  private final EmbeddedFolder opened = new EmbeddedFolder();

  @Override
  protected void open() throws Exception {
    MongoConnection connection = opened.open(folder);
    users = MongoUserStore.open(connection);
    audit = MongoAuditStore.open(connection);
  }

  @AfterEach
  void close() {
    opened.close();
  }
}
