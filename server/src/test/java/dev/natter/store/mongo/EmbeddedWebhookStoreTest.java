package dev.natter.store.mongo;

import dev.natter.chat.WebhookStore;
import dev.natter.chat.WebhookStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedWebhookStoreTest extends WebhookStoreContract {
  @TempDir private Path folder = Path.of("");

  private final EmbeddedFolder opened = new EmbeddedFolder();

  @Override
  protected WebhookStore open() throws Exception {
    return MongoWebhookStore.open(opened.open(folder));
  }

  @AfterEach
  void close() {
    opened.close();
  }
}
