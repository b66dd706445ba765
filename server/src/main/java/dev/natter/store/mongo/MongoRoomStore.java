package dev.natter.store.mongo;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import dev.natter.chat.CursorMove;
import dev.natter.chat.Member;
import dev.natter.chat.Role;
import dev.natter.chat.Room;
import dev.natter.chat.RoomId;
import dev.natter.chat.RoomStore;
import dev.natter.chat.StoreException;
import dev.natter.chat.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Rooms and their members in MongoDB, real or embedded.
 *
 * <p>Thread: any that may block.
 */
public final class MongoRoomStore implements RoomStore {

  private static final String ROOMS = "rooms";
  private static final String MEMBERS = "members";
  private static final int MAX_SANCTIONED = 5_000;
  private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);
  private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

  private final MongoConnection connection;
  private final MongoCollection<Document> rooms;
  private final MongoCollection<Document> members;

  private MongoRoomStore(MongoConnection connection) {
    this.connection = connection;
    this.rooms = connection.database().getCollection(ROOMS);
    this.members = connection.database().getCollection(MEMBERS);
  }

  /** Opens the store and makes its indexes; closing it leaves the connection open. */
  public static MongoRoomStore open(MongoConnection connection) throws StoreUnavailableException {
    MongoRoomStore store = new MongoRoomStore(connection);
    try {
      index(connection, store.rooms, RoomDocuments.PUBLIC);
      index(connection, store.members, MemberDocuments.OF_USER);
      index(connection, store.members, MemberDocuments.BY_NAME);
      index(connection, store.members, MemberDocuments.SANCTIONED);
    } catch (MongoException e) {
      throw new StoreUnavailableException("The indexes of the rooms cannot be made.", e);
    }
    return store;
  }

  private static void index(
      MongoConnection connection, MongoCollection<Document> collection, String field) {
    collection
        .withTimeout(connection.startTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .createIndex(Indexes.ascending(field), new IndexOptions().sparse(true));
  }

  /** What is asked of a collection. */
  @FunctionalInterface
  private interface Question<T> {
    T ask(MongoCollection<Document> collection);
  }

  @Override
  public Optional<Room> room(RoomId id) throws StoreException {
    return on(rooms, all -> Optional.ofNullable(all.find(same(RoomDocuments.id(id))).first()))
        .map(RoomDocuments::room);
  }

  @Override
  public boolean create(Room room) throws StoreException {
    return on(
        rooms,
        all -> {
          try {
            all.insertOne(RoomDocuments.document(room));
            return true;
          } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
              return false;
            }
            throw e;
          }
        });
  }

  @Override
  public void save(Room room) throws StoreException {
    Document document = RoomDocuments.document(room);
    on(
        rooms,
        all ->
            all.replaceOne(
                same(RoomDocuments.id(room.id())), document, new ReplaceOptions().upsert(true)));
  }

  @Override
  public List<Room> publicRooms(String namespace, String after, int limit) throws StoreException {
    return list(rooms, RoomDocuments.PUBLIC, namespace, after, limit).stream()
        .map(RoomDocuments::room)
        .toList();
  }

  @Override
  public List<Room> all(String after, int limit) throws StoreException {
    return on(
        rooms,
        all ->
            all.find(Filters.gt(RoomDocuments.ID, after))
                .sort(Sorts.ascending(RoomDocuments.ID))
                .limit(limit)
                .map(RoomDocuments::room)
                .into(new ArrayList<>()));
  }

  @Override
  public Optional<Member> member(RoomId room, UserId user) throws StoreException {
    Bson one = same(MemberDocuments.id(room, user));
    return on(members, all -> Optional.ofNullable(all.find(one).first()))
        .map(MemberDocuments::member);
  }

  @Override
  public void save(Member member) throws StoreException {
    Bson one = same(MemberDocuments.id(member.room(), member.user()));
    on(members, all -> all.updateOne(one, MemberDocuments.update(member), UPSERT));
  }

  @Override
  public void remove(RoomId room, UserId user) throws StoreException {
    on(members, all -> all.deleteOne(same(MemberDocuments.id(room, user))));
  }

  @Override
  public List<Member> members(RoomId room, Role least, String after, int limit)
      throws StoreException {
    Bson within = RoomDocuments.under(MemberDocuments.ID, RoomDocuments.id(room), after);
    List<String> roles =
        Stream.of(Role.values()).filter(role -> role.atLeast(least)).map(Role::name).toList();
    Bson wanted = Filters.and(within, Filters.in(MemberDocuments.ROLE, roles));
    return members(wanted, MemberDocuments.ID, limit);
  }

  @Override
  public List<Member> sanctioned(RoomId room) throws StoreException {
    Bson here = Filters.eq(MemberDocuments.SANCTIONED, RoomDocuments.id(room));
    return members(here, MemberDocuments.ID, MAX_SANCTIONED);
  }

  @Override
  public List<Member> named(RoomId room, Collection<String> names) throws StoreException {
    List<String> keys = names.stream().map(name -> MemberDocuments.byName(room, name)).toList();
    return members(Filters.in(MemberDocuments.BY_NAME, keys), MemberDocuments.ID, MAX_SANCTIONED);
  }

  @Override
  public List<Member> memberships(String namespace, UserId user, String after, int limit)
      throws StoreException {
    String prefix = user.value() + "|" + namespace;
    return list(members, MemberDocuments.OF_USER, prefix, after, limit).stream()
        .map(MemberDocuments::member)
        .toList();
  }

  @Override
  public void move(Collection<CursorMove> moves) throws StoreException {
    if (moves.isEmpty()) {
      return;
    }
    List<WriteModel<Document>> writes = new ArrayList<>(moves.size());
    for (CursorMove move : moves) {
      Bson one = same(MemberDocuments.id(move.room(), move.user()));
      writes.add(new UpdateOneModel<>(one, MemberDocuments.update(move)));
    }
    on(members, all -> all.bulkWrite(writes, UNORDERED));
  }

  @Override
  public void close() {}

  private List<Member> members(Bson filter, String order, int limit) throws StoreException {
    return found(members, filter, order, limit).stream().map(MemberDocuments::member).toList();
  }

  private List<Document> list(
      MongoCollection<Document> collection, String field, String prefix, String after, int limit)
      throws StoreException {
    return found(collection, RoomDocuments.under(field, prefix, after), field, limit);
  }

  private List<Document> found(
      MongoCollection<Document> collection, Bson filter, String order, int limit)
      throws StoreException {
    return on(
        collection,
        all ->
            all.find(filter)
                .sort(Sorts.ascending(order))
                .limit(limit)
                .batchSize(limit + 1)
                .into(new ArrayList<>()));
  }

  private <T> T on(MongoCollection<Document> collection, Question<T> question)
      throws StoreException {
    if (!connection.available()) {
      throw new StoreException("the store is away", new IllegalStateException());
    }
    long millis = connection.operationTimeout().toMillis();
    try {
      return question.ask(collection.withTimeout(millis, TimeUnit.MILLISECONDS));
    } catch (MongoException | IllegalStateException e) {
      throw new StoreException("the store could not answer", e);
    }
  }

  private static Bson same(String id) {
    return Filters.eq(MemberDocuments.ID, id);
  }
}
