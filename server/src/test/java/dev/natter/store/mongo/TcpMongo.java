package dev.natter.store.mongo;

import de.bwaldvogel.mongo.MongoServer;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.h2.mvstore.MVStore;

/** The embedded database behind a port, where another process finds it as a MongoDB. */
public final class TcpMongo implements AutoCloseable {

  private final GroupCommit commits;
  private final MongoServer server;
  private final InetSocketAddress address;

  public TcpMongo(Path file) {
    MVStore store =
        new MVStore.Builder()
            .fileName(file.toString())
            .autoCommitDisabled()
            .autoCommitBufferSize(0)
            .autoCompactFillRate(0)
            .open();
    commits = new GroupCommit(store, false);
    EmbeddedBackend backend = new EmbeddedBackend(store, commits);
    commits.start();
    server = new MongoServer(backend);
    address = server.bind();
  }

  public int port() {
    return address.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
    commits.close();
  }
}
