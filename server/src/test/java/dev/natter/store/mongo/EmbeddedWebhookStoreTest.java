package dev.natter.store.mongo;

import dev.natter.chat.WebhookStore;
import dev.natter.chat.WebhookStoreContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedWebhookStoreTest extends WebhookStoreContract {
  @TempDir private Path folder = Path.of("");

  private final List<AutoCloseable> opened = new ArrayList<>();

  @Override
  protected WebhookStore open() throws Exception {
    EmbeddedMongo mongo = EmbeddedMongo.open(folder, false);
    opened.add(mongo);
    MongoConnection connection = MongoConnection.embedded(mongo);
    opened.add(connection);
    return MongoWebhookStore.open(connection);
  }

  @AfterEach
  void closeAll() throws Exception {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
  }
}
