package dev.natter.store.mongo;

import dev.natter.chat.UserStoreContract;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedUserStoreTest extends UserStoreContract {
  @TempDir private Path folder = Path.of("");

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  @Override
  protected void open() throws Exception {
    EmbeddedMongo mongo = EmbeddedMongo.open(folder, false);
    opened.push(mongo);
    MongoConnection connection = MongoConnection.embedded(mongo);
    opened.push(connection);
    users = MongoUserStore.open(connection);
    audit = MongoAuditStore.open(connection);
  }

  @AfterEach
  void close() throws Exception {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }
}
