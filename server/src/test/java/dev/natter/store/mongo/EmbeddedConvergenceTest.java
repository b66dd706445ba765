package dev.natter.store.mongo;

import dev.natter.chat.ConvergenceContract;
import dev.natter.chat.MessageStore;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedConvergenceTest extends ConvergenceContract {
  @TempDir private Path folder = Path.of("");

  private final EmbeddedFolder opened = new EmbeddedFolder();

  @Override
  protected MessageStore open() throws Exception {
    return MongoMessageStore.open(opened.open(folder), Clock.systemUTC());
  }

  @AfterEach
  void close() {
    opened.close();
  }
}
