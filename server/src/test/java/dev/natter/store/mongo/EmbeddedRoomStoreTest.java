package dev.natter.store.mongo;

import dev.natter.chat.RoomStore;
import dev.natter.chat.RoomStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRoomStoreTest extends RoomStoreContract {
  @TempDir private Path folder = Path.of("");

  private final EmbeddedFolder opened = new EmbeddedFolder();

  @Override
  protected RoomStore open() throws Exception {
    return MongoRoomStore.open(opened.open(folder));
  }

  @AfterEach
  void close() {
    opened.close();
  }
}
