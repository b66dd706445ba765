package dev.natter.store.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import dev.natter.chat.RoomId;
import dev.natter.chat.StoreException;
import dev.natter.chat.Webhook;
import dev.natter.chat.WebhookId;
import dev.natter.chat.WebhookKind;
import dev.natter.chat.WebhookStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Webhooks in MongoDB, real or embedded: {@code _id} the id, {@code r} "namespace|room", {@code in}
 * the digest of the secret of one that posts.
 *
 * <p>Thread: any.
 */
public final class MongoWebhookStore implements WebhookStore {

  private static final String COLLECTION = "webhooks";
  private static final String ROOM = "r";
  private static final String IN = "in";
  private static final String TOLD = "told";

  private final MongoConnection connection;
  private final MongoCollection<Document> collection;

  private MongoWebhookStore(MongoConnection connection) {
    this.connection = connection;
    this.collection = connection.database().getCollection(COLLECTION);
  }

  /** Opens the store and makes its indexes. */
  public static MongoWebhookStore open(MongoConnection connection)
      throws StoreUnavailableException {
    MongoWebhookStore store = new MongoWebhookStore(connection);
    try {
      MongoCollection<Document> patient =
          store.collection.withTimeout(connection.startTimeout().toMillis(), TimeUnit.MILLISECONDS);
      patient.createIndex(Indexes.ascending(ROOM));
      patient.createIndex(Indexes.ascending(IN), new IndexOptions().unique(true).sparse(true));
    } catch (MongoException e) {
      throw new StoreUnavailableException("The indexes of the webhooks cannot be made.", e);
    }
    return store;
  }

  @Override
  public void keep(Webhook webhook) throws StoreException {
    ask(
        () ->
            collection.replaceOne(
                byId(webhook.id()), document(webhook), new ReplaceOptions().upsert(true)));
  }

  @Override
  public void update(Webhook webhook) throws StoreException {
    ask(() -> collection.replaceOne(byId(webhook.id()), document(webhook)));
  }

  @Override
  public Optional<Webhook> find(WebhookId id) throws StoreException {
    return which(byId(id), 1).stream().findFirst();
  }

  @Override
  public Optional<Webhook> ofSecret(String digest) throws StoreException {
    return which(Filters.eq(IN, digest), 1).stream().findFirst();
  }

  @Override
  public List<Webhook> of(RoomId room) throws StoreException {
    return which(Filters.eq(ROOM, room(room)), Integer.MAX_VALUE);
  }

  @Override
  public List<Webhook> told(int limit) throws StoreException {
    return which(Filters.eq(TOLD, true), limit);
  }

  @Override
  public void remove(WebhookId id) throws StoreException {
    ask(() -> collection.deleteOne(byId(id)));
  }

  private List<Webhook> which(Bson filter, int limit) throws StoreException {
    List<Document> found = ask(() -> collection.find(filter).limit(limit).into(new ArrayList<>()));
    return found.stream().map(MongoWebhookStore::webhook).toList();
  }

  private static Document document(Webhook hook) {
    Document document =
        new Document("_id", hook.id().value())
            .append(ROOM, room(hook.room()))
            .append("kind", hook.kind().name())
            .append(TOLD, hook.isTold())
            .append("name", hook.name())
            .append("address", hook.address())
            .append("command", hook.command())
            .append("delivered", hook.delivered())
            .append("parked", hook.parked())
            .append("fault", hook.fault());
    return document.append(hook.isTold() ? "secret" : IN, hook.secret());
  }

  private static Webhook webhook(Document document) {
    String[] room = document.getString(ROOM).split("\\|", 2);
    return new Webhook(
        new WebhookId(document.getString("_id")),
        new RoomId(room[0], room[1]),
        WebhookKind.valueOf(document.getString("kind")),
        document.getString("name"),
        document.getString("address"),
        document.getString("command"),
        document.getBoolean(TOLD) ? document.getString("secret") : document.getString(IN),
        document.getLong("delivered"),
        document.getBoolean("parked"),
        document.getString("fault"));
  }

  private static String room(RoomId room) {
    return room.namespace() + "|" + room.name();
  }

  private static Bson byId(WebhookId id) {
    return Filters.eq("_id", id.value());
  }

  private <T> T ask(Supplier<T> question) throws StoreException {
    if (!connection.available()) {
      throw new StoreException("the store is away", new IllegalStateException());
    }
    try {
      return question.get();
    } catch (MongoException | IllegalStateException e) {
      throw new StoreException("the store could not answer", e);
    }
  }
}
