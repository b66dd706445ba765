package dev.natter.store.mongo;

import dev.natter.chat.DurableMessageStoreContract;
import dev.natter.chat.MessageStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedMessageStoreTest extends DurableMessageStoreContract {
  @TempDir private Path folder = Path.of("");

  private final EmbeddedFolder opened = new EmbeddedFolder();

  @Override
  protected MessageStore open() throws Exception {
    return MongoMessageStore.open(opened.open(folder), CLOCK);
  }

  @Override
  protected MessageStore openAnother() throws Exception {
    return MongoMessageStore.open(opened.openAnother(), CLOCK);
  }

  @Override
  protected MessageStore reopen() throws Exception {
    opened.close();
    return open();
  }

  @AfterEach
  void close() {
    opened.close();
  }
}
