package dev.natter.store.mongo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A MongoDB within this process, in one file of the data folder: mongo-java-server's commands, our
 * own storage beneath them. A write is answered when it is durable. {@link MongoConnection} speaks
 * to it with the same driver as to a real one; there is no port.
 *
 * <p>It has no sessions, transactions, text search, change streams, TTL deletion or collations.
 */
public final class EmbeddedMongo implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedMongo.class);

  private static final String FILE_NAME = "natter.db";
  private static final int CACHE_MEGABYTES = 64;

  private final GroupCommit commits;
  private final EmbeddedBackend backend;
  private final InProcessTransport transport;

  private EmbeddedMongo(MVStore store, boolean fsync) {
    commits = new GroupCommit(store, fsync);
    backend = new EmbeddedBackend(store, commits);
    commits.start();
    transport = new InProcessTransport(backend);
  }

  /**
   * Opens or creates the database of a data folder, which it makes if need be. One process at a
   * time has it open.
   *
   * @param fsync whether a write is answered only after the disk was told to keep it; without that,
   *     acknowledged writes survive the end of the process but not of the machine
   */
  public static EmbeddedMongo open(Path folder, boolean fsync) throws StoreUnavailableException {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new StoreUnavailableException("The data folder " + folder + " cannot be made.", e);
    }
    if (!Files.isWritable(folder)) {
      throw new StoreUnavailableException("The data folder " + folder + " is not writable.", null);
    }
    EmbeddedMongo mongo = open(folder, folder.resolve(FILE_NAME).toString(), fsync);
    if (fsync) {
      syncFolder(folder);
    }
    return mongo;
  }

  /** Whether a data folder holds a database. */
  public static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(FILE_NAME));
  }

  /** A new file's name is in the folder, which has to reach the disk as well. */
  private static void syncFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      log.debug("This system does not sync folders", e);
    }
  }

  /**
   * Opens a file by the name that H2's file systems know it by.
   *
   * @param folder only for what is said when it fails
   */
  static EmbeddedMongo open(Path folder, String file, boolean fsync)
      throws StoreUnavailableException {
    MVStore store = null;
    try {
      store =
          new MVStore.Builder()
              .fileName(file)
              // An automatic commit could keep an index entry without its document.
              .autoCommitDisabled()
              .autoCommitBufferSize(0)
              .autoCompactFillRate(0)
              .cacheSize(CACHE_MEGABYTES)
              .open();
      if (store.isReadOnly()) {
        throw new StoreUnavailableException("The data file " + file + " is not writable.", null);
      }
      return new EmbeddedMongo(store, fsync);
    } catch (MVStoreException e) {
      if (store != null) {
        store.closeImmediately();
      }
      throw new StoreUnavailableException(sentence(folder, e), e);
    } catch (StoreUnavailableException e) {
      store.closeImmediately();
      throw e;
    } catch (RuntimeException e) {
      if (store != null) {
        store.closeImmediately();
      }
      throw new StoreUnavailableException(
          "The data file in " + folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static String sentence(Path folder, MVStoreException e) {
    return switch (e.getErrorCode()) {
      case DataUtils.ERROR_FILE_LOCKED ->
          "The data folder " + folder + " is in use by another process; stop that first.";
      case DataUtils.ERROR_FILE_CORRUPT ->
          "The data file in " + folder + " is damaged; put a backup in its place.";
      case DataUtils.ERROR_UNSUPPORTED_FORMAT ->
          "The data file in " + folder + " was written by another version of Natter.";
      default -> "The data folder " + folder + " cannot be opened: " + e.getMessage();
    };
  }

  /** What is done before anybody is served. */
  @FunctionalInterface
  public interface Preparation<T> {
    T run() throws StoreUnavailableException;
  }

  /**
   * Prepares the database: what is written becomes durable all together at the end, instead of each
   * index and collection by itself.
   */
  public <T> T prepare(Preparation<T> preparation) throws StoreUnavailableException {
    commits.hold();
    try {
      T prepared = preparation.run();
      commits.release();
      return prepared;
    } catch (IllegalStateException e) {
      throw new StoreUnavailableException("The data file cannot be written.", e);
    }
  }

  InProcessTransport transport() {
    return transport;
  }

  /** Commits what was written and releases the file. Idempotent. */
  @Override
  public void close() {
    transport.close();
    backend.close();
    commits.close();
  }
}
