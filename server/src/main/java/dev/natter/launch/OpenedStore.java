package dev.natter.launch;

import dev.natter.chat.AuditStore;
import dev.natter.chat.FileStore;
import dev.natter.chat.MemoryAuditStore;
import dev.natter.chat.MemoryFileStore;
import dev.natter.chat.MemoryMessageStore;
import dev.natter.chat.MemoryRoomStore;
import dev.natter.chat.MemoryUserStore;
import dev.natter.chat.MemoryWebhookStore;
import dev.natter.chat.MessageStore;
import dev.natter.chat.RoomStore;
import dev.natter.chat.UserStore;
import dev.natter.chat.WebhookStore;
import dev.natter.store.mongo.EmbeddedMongo;
import dev.natter.store.mongo.MongoAuditStore;
import dev.natter.store.mongo.MongoConnection;
import dev.natter.store.mongo.MongoFileStore;
import dev.natter.store.mongo.MongoMessageStore;
import dev.natter.store.mongo.MongoRoomStore;
import dev.natter.store.mongo.MongoSettings;
import dev.natter.store.mongo.MongoUserStore;
import dev.natter.store.mongo.MongoWebhookStore;
import dev.natter.store.mongo.StoreUnavailableException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The store that the settings ask for, open, with all that it stands on. */
final class OpenedStore implements AutoCloseable {

  private final Deque<AutoCloseable> parts;
  private final Stores stores;
  private final String sentence;

  /** All that is kept in one place. */
  private record Stores(
      MessageStore messages,
      RoomStore rooms,
      FileStore files,
      WebhookStore webhooks,
      UserStore users,
      AuditStore audit) {}

  private OpenedStore(Deque<AutoCloseable> parts, Stores stores, String sentence) {
    this.parts = parts;
    this.stores = stores;
    this.sentence = sentence;
  }

  static OpenedStore open(Settings settings, Clock clock) throws StartException {
    Deque<AutoCloseable> parts = new ArrayDeque<>();
    try {
      if (settings.delivery() == Delivery.MEMORY) {
        MessageStore store = new MemoryMessageStore(clock);
        parts.push(store);
        Stores stores =
            new Stores(
                store,
                new MemoryRoomStore(),
                new MemoryFileStore(),
                new MemoryWebhookStore(),
                new MemoryUserStore(),
                new MemoryAuditStore());
        return new OpenedStore(parts, stores, "in memory only: a restart forgets them");
      }
      return settings.mongoUri().isPresent()
          ? real(settings.mongoUri().get(), clock, parts)
          : embedded(settings, clock, parts);
    } catch (StoreUnavailableException e) {
      close(parts);
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
  }

  private static OpenedStore real(String uri, Clock clock, Deque<AutoCloseable> parts)
      throws StoreUnavailableException {
    MongoSettings mongo = MongoSettings.of(uri);
    Stores stores = on(MongoConnection.to(mongo), clock, parts);
    return new OpenedStore(
        parts,
        stores,
        "in MongoDB at " + mongo.hosts() + ", acknowledged once a majority has them");
  }

  private static OpenedStore embedded(Settings settings, Clock clock, Deque<AutoCloseable> parts)
      throws StoreUnavailableException {
    Path folder = settings.data().toAbsolutePath().normalize();
    EmbeddedMongo mongo = EmbeddedMongo.open(folder, settings.fsync());
    parts.push(mongo);
    Stores stores = mongo.prepare(() -> on(MongoConnection.embedded(mongo), clock, parts));
    String promise =
        settings.fsync()
            ? "acknowledged once they are on disk"
            : "acknowledged once written; a power cut may take the last ones (fsync is off)";
    return new OpenedStore(parts, stores, "in " + folder + " (embedded store), " + promise);
  }

  private static Stores on(MongoConnection connection, Clock clock, Deque<AutoCloseable> parts)
      throws StoreUnavailableException {
    parts.push(connection);
    MessageStore store = MongoMessageStore.open(connection, clock);
    parts.push(store);
    return new Stores(
        store,
        MongoRoomStore.open(connection),
        MongoFileStore.open(connection),
        MongoWebhookStore.open(connection),
        MongoUserStore.open(connection),
        MongoAuditStore.open(connection));
  }

  MessageStore messages() {
    return stores.messages();
  }

  RoomStore rooms() {
    return stores.rooms();
  }

  FileStore files() {
    return stores.files();
  }

  WebhookStore webhooks() {
    return stores.webhooks();
  }

  UserStore users() {
    return stores.users();
  }

  AuditStore audit() {
    return stores.audit();
  }

  /** The connection to the database beneath; empty for a store in memory. */
  Optional<MongoConnection> connection() {
    return parts.stream()
        .filter(MongoConnection.class::isInstance)
        .map(MongoConnection.class::cast)
        .findFirst();
  }

  /** Where messages are kept and what an acknowledgement means, as the end of a sentence. */
  String sentence() {
    return sentence;
  }

  /** Closes what was opened, the last first. */
  @Override
  public void close() {
    close(parts);
  }

  private static void close(Deque<AutoCloseable> parts) {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        // What is left below must be closed all the same.
      }
    }
  }
}
