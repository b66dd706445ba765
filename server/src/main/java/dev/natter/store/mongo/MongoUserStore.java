package dev.natter.store.mongo;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.natter.chat.Account;
import dev.natter.chat.Standing;
import dev.natter.chat.StoreException;
import dev.natter.chat.UserId;
import dev.natter.chat.UserStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * Accounts in the collection {@code users}; when people were last seen and the key of tokens in
 * {@code sessions}. Every filter is built of typed values; nothing that a client sent is ever a
 * document.
 *
 * <p>Thread: any that may block.
 */
public final class MongoUserStore implements UserStore {

  private static final String ID = "_id";
  private static final String NAME = "name";
  static final String NAME_KEY = "nameKey";
  private static final String STANDING = "standing";
  private static final String PASSWORD = "password";
  private static final String EPOCH = "epoch";
  private static final String OWNER = "owner";
  private static final String CREATED = "created";
  private static final String REVISION = "rev";
  private static final String SEEN = "seen";
  private static final String KEY = "key";

  /** No user's id: those of guests are never kept, those of others begin otherwise. */
  private static final String SIGNING_KEY = "key:signing";

  private final MongoCalls users;
  private final MongoCalls sessions;

  private MongoUserStore(MongoConnection connection) {
    users = new MongoCalls(connection, "users");
    sessions = new MongoCalls(connection, "sessions");
  }

  /** Opens the store and makes its indexes. */
  public static MongoUserStore open(MongoConnection connection) throws StoreUnavailableException {
    MongoUserStore store = new MongoUserStore(connection);
    store.users.prepare(
        "The indexes of the accounts cannot be made.",
        found -> {
          found.createIndex(Indexes.ascending(NAME_KEY), new IndexOptions().unique(true));
          found.createIndex(Indexes.ascending(OWNER), new IndexOptions().sparse(true));
        });
    return store;
  }

  @Override
  public boolean add(Account account) throws StoreException {
    return users.insert(document(account));
  }

  @Override
  public Optional<Account> account(UserId id) throws StoreException {
    return users.ask(found -> one(found.find(Filters.eq(ID, id.value())).first()));
  }

  @Override
  public Optional<Account> named(String nameKey) throws StoreException {
    return users.ask(found -> one(found.find(Filters.eq(NAME_KEY, nameKey)).first()));
  }

  @Override
  public boolean replace(Account changed) throws StoreException {
    return users.ask(
        found ->
            found
                    .replaceOne(
                        Filters.and(
                            Filters.eq(ID, changed.id().value()),
                            Filters.eq(REVISION, changed.revision() - 1)),
                        document(changed))
                    .getMatchedCount()
                == 1);
  }

  @Override
  public boolean remove(UserId id) throws StoreException {
    sessions.ask(found -> found.deleteOne(Filters.eq(ID, id.value())));
    return users.ask(found -> found.deleteOne(Filters.eq(ID, id.value())).getDeletedCount() == 1);
  }

  @Override
  public List<Account> page(String afterKey, int limit) throws StoreException {
    return users.ask(
        found ->
            all(
                found
                    .find(Filters.gt(NAME_KEY, afterKey))
                    .sort(Sorts.ascending(NAME_KEY))
                    .limit(limit)
                    .into(new ArrayList<>())));
  }

  @Override
  public List<Account> bots(UserId owner, int limit) throws StoreException {
    return users.ask(
        found ->
            all(found.find(Filters.eq(OWNER, owner.value())).limit(limit).into(new ArrayList<>())));
  }

  @Override
  public void seen(Map<UserId, Instant> times) throws StoreException {
    if (times.isEmpty()) {
      return;
    }
    List<UpdateOneModel<Document>> updates = new ArrayList<>();
    times.forEach(
        (user, time) ->
            updates.add(
                new UpdateOneModel<>(
                    Filters.eq(ID, user.value()),
                    Updates.max(SEEN, Date.from(time)),
                    new UpdateOptions().upsert(true))));
    sessions.ask(found -> found.bulkWrite(updates));
  }

  @Override
  public Map<UserId, Instant> lastSeen(Collection<UserId> asked) throws StoreException {
    List<String> ids = asked.stream().map(UserId::value).toList();
    Map<UserId, Instant> known = new HashMap<>();
    for (Document document :
        sessions.ask(found -> found.find(Filters.in(ID, ids)).into(new ArrayList<>()))) {
      known.put(new UserId(document.getString(ID)), document.getDate(SEEN).toInstant());
    }
    return known;
  }

  @Override
  public byte[] signingKey(byte[] proposed) throws StoreException {
    Document kept =
        sessions.ask(
            found ->
                found.findOneAndUpdate(
                    Filters.eq(ID, SIGNING_KEY),
                    Updates.setOnInsert(KEY, new Binary(proposed)),
                    new FindOneAndUpdateOptions()
                        .upsert(true)
                        .returnDocument(ReturnDocument.AFTER)));
    if (kept == null) {
      throw new StoreException("the key was not kept", new IllegalStateException());
    }
    return kept.get(KEY, Binary.class).getData();
  }

  private static Document document(Account account) {
    Document document =
        new Document(ID, account.id().value())
            .append(NAME, account.name())
            .append(NAME_KEY, account.nameKey())
            .append(STANDING, account.standing().name())
            .append(PASSWORD, account.passwordHash())
            .append(EPOCH, account.epoch())
            .append(CREATED, Date.from(account.created()))
            .append(REVISION, account.revision());
    account.owner().ifPresent(owner -> document.append(OWNER, owner.value()));
    return document;
  }

  private static Optional<Account> one(@Nullable Document found) {
    return Optional.ofNullable(found).map(MongoUserStore::account);
  }

  private static List<Account> all(List<Document> found) {
    return found.stream().map(MongoUserStore::account).toList();
  }

  private static Account account(Document document) {
    return new Account(
        new UserId(document.getString(ID)),
        document.getString(NAME),
        Standing.valueOf(document.getString(STANDING)),
        document.getString(PASSWORD),
        document.getLong(EPOCH),
        Optional.ofNullable(document.getString(OWNER)).map(UserId::new),
        document.getDate(CREATED).toInstant(),
        document.getLong(REVISION));
  }
}
