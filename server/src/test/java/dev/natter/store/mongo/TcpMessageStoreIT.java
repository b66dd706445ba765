package dev.natter.store.mongo;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import dev.natter.chat.DurableMessageStoreContract;
import dev.natter.chat.MessageStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** The contract over TCP, as to a real MongoDB, with upstream's storage behind it. */
class TcpMessageStoreIT extends DurableMessageStoreContract {
  private final MongoServer server = new MongoServer(new MemoryBackend());
  private final List<MongoConnection> connections = new ArrayList<>();

  @Override
  protected MessageStore open() throws Exception {
    if (server.getLocalAddress() == null) {
      server.bind("127.0.0.1", 0);
    }
    int port = server.getLocalAddress().getPort();
    MongoConnection connection =
        MongoConnection.to(MongoSettings.of("mongodb://127.0.0.1:" + port));
    connections.add(connection);
    return MongoMessageStore.open(connection, CLOCK);
  }

  @Override
  protected MessageStore openAnother() throws Exception {
    return open();
  }

  @Override
  protected MessageStore reopen() throws Exception {
    connections.forEach(MongoConnection::close);
    connections.clear();
    return open();
  }

  @AfterEach
  void stopServer() {
    connections.forEach(MongoConnection::close);
    server.shutdownNow();
  }
}
