package dev.natter.store.mongo;

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
import dev.natter.chat.Webhooks;
import java.util.List;
import java.util.Optional;
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
  private static final String ID = "_id";
  static final String ROOM = "r";
  static final String IN = "in";
  private static final String TOLD = "told";

  /** More than a room has, for two may be made at once. */
  private static final int MAX_LISTED = 2 * Webhooks.MAX_OF_ROOM;

  private final MongoCalls webhooks;

  private MongoWebhookStore(MongoConnection connection) {
    this.webhooks = new MongoCalls(connection, COLLECTION);
  }

  /** Opens the store and makes its indexes. */
  public static MongoWebhookStore open(MongoConnection connection)
      throws StoreUnavailableException {
    MongoWebhookStore store = new MongoWebhookStore(connection);
    store.webhooks.prepare(
        "The indexes of the webhooks cannot be made.",
        found -> {
          found.createIndex(Indexes.ascending(ROOM));
          found.createIndex(Indexes.ascending(IN), new IndexOptions().unique(true).sparse(true));
        });
    return store;
  }

  @Override
  public void keep(Webhook webhook) throws StoreException {
    replace(webhook, new ReplaceOptions().upsert(true));
  }

  @Override
  public void update(Webhook webhook) throws StoreException {
    replace(webhook, new ReplaceOptions());
  }

  private void replace(Webhook webhook, ReplaceOptions how) throws StoreException {
    webhooks.ask(found -> found.replaceOne(byId(webhook.id()), document(webhook), how));
  }

  @Override
  public Optional<Webhook> find(WebhookId id) throws StoreException {
    return webhooks.one(byId(id)).map(MongoWebhookStore::webhook);
  }

  @Override
  public Optional<Webhook> ofSecret(String digest) throws StoreException {
    return webhooks.one(Filters.eq(IN, digest)).map(MongoWebhookStore::webhook);
  }

  @Override
  public List<Webhook> of(RoomId room) throws StoreException {
    return which(Filters.eq(ROOM, room(room)), MAX_LISTED);
  }

  @Override
  public List<Webhook> told(int limit) throws StoreException {
    return which(Filters.eq(TOLD, true), limit);
  }

  @Override
  public void remove(WebhookId id) throws StoreException {
    webhooks.ask(found -> found.deleteOne(byId(id)));
  }

  private List<Webhook> which(Bson filter, int limit) throws StoreException {
    return webhooks.list(filter, ID, limit).stream().map(MongoWebhookStore::webhook).toList();
  }

  private static Document document(Webhook hook) {
    Document document =
        new Document(ID, hook.id().value())
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

  static Webhook webhook(Document document) {
    String[] room = document.getString(ROOM).split("\\|", 2);
    return new Webhook(
        new WebhookId(document.getString(ID)),
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
    return Filters.eq(ID, id.value());
  }
}
