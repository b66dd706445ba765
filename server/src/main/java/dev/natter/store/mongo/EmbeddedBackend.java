package dev.natter.store.mongo;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.h2.mvstore.MVStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * mongo-java-server's commands over an {@link MVStore}: every command that may write is answered
 * after its {@link GroupCommit}.
 */
final class EmbeddedBackend extends AbstractMongoBackend {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedBackend.class);

  private static final Set<String> WRITES =
      Set.of(
          "insert",
          "update",
          "delete",
          "findandmodify",
          "create",
          "createindexes",
          "drop",
          "dropindexes",
          "dropdatabase",
          "renamecollection");

  /** What the driver asks to know the server; answered even when the disk is stalled or full. */
  private static final Set<String> GREETINGS = Set.of("ismaster", "hello", "buildinfo");

  private static final int INTERNAL_ERROR = 1;

  private final MVStore store;
  private final GroupCommit commits;

  EmbeddedBackend(MVStore store, GroupCommit commits) {
    this.store = store;
    this.commits = commits;
    EmbeddedDatabase.names(store).forEach(this::resolveDatabase);
  }

  @Override
  protected MongoDatabase openOrCreateDatabase(String name) {
    return new EmbeddedDatabase(name, store, getCursorRegistry());
  }

  /**
   * Answers a command; a fault is an answer as well, so that upstream's handler has nothing to log,
   * for it would log documents.
   */
  @Override
  public Document handleMessage(MongoMessage message) {
    Document query = message.getDocument();
    String command = query.keySet().iterator().next().toLowerCase(Locale.ROOT);
    try {
      if (GREETINGS.contains(command)) {
        return super.handleMessage(message);
      }
      return WRITES.contains(command) || writesOut(command, query)
          ? commits.change(() -> super.handleMessage(message))
          : commits.read(() -> super.handleMessage(message));
    } catch (MongoServerError e) {
      return error(e.getMessageWithoutErrorCode(), e.getCode());
    } catch (MongoServerException e) {
      return error(e.getMessageWithoutErrorCode(), ErrorCode.BadValue.getValue());
    } catch (RuntimeException e) {
      if (!commits.hasFailed()) {
        log.warn("The embedded store could not answer '{}'", command, e);
      }
      return error("the embedded store could not answer", INTERNAL_ERROR);
    }
  }

  private static Document error(String sentence, int code) {
    return new Document("ok", 0).append("errmsg", sentence).append("code", code);
  }

  private static boolean writesOut(String command, Document query) {
    return command.equals("aggregate")
        && query.get("pipeline") instanceof List<?> stages
        && !stages.isEmpty()
        && stages.get(stages.size() - 1) instanceof Document last
        && (last.containsKey("$out") || last.containsKey("$merge"));
  }

  @Override
  public String toString() {
    return "EmbeddedBackend";
  }
}
