package dev.natter.store.mongo;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
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
  private static final String FAILED = "The indexes of the rooms cannot be made.";
  private static final int MAX_SANCTIONED = 5_000;
  private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);
  private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

  private final MongoCalls rooms;
  private final MongoCalls members;

  private MongoRoomStore(MongoConnection connection) {
    this.rooms = new MongoCalls(connection, ROOMS);
    this.members = new MongoCalls(connection, MEMBERS);
  }

  /** Opens the store and makes its indexes; closing it leaves the connection open. */
  public static MongoRoomStore open(MongoConnection connection) throws StoreUnavailableException {
    MongoRoomStore store = new MongoRoomStore(connection);
    store.rooms.prepareSparse(FAILED, RoomDocuments.PUBLIC);
    store.members.prepareSparse(
        FAILED, MemberDocuments.OF_USER, MemberDocuments.BY_NAME, MemberDocuments.SANCTIONED);
    return store;
  }

  @Override
  public Optional<Room> room(RoomId id) throws StoreException {
    return rooms.one(same(RoomDocuments.id(id))).map(RoomDocuments::room);
  }

  @Override
  public boolean create(Room room) throws StoreException {
    return rooms.insert(RoomDocuments.document(room));
  }

  @Override
  public void save(Room room) throws StoreException {
    Bson one = same(RoomDocuments.id(room.id()));
    Document document = RoomDocuments.document(room);
    rooms.ask(all -> all.replaceOne(one, document, new ReplaceOptions().upsert(true)));
  }

  @Override
  public List<Room> publicRooms(String namespace, String after, int limit) throws StoreException {
    return list(rooms, RoomDocuments.PUBLIC, namespace, after, limit).stream()
        .map(RoomDocuments::room)
        .toList();
  }

  @Override
  public List<Room> all(String after, int limit) throws StoreException {
    return rooms.list(Filters.gt(RoomDocuments.ID, after), RoomDocuments.ID, limit).stream()
        .map(RoomDocuments::room)
        .toList();
  }

  @Override
  public Optional<Member> member(RoomId room, UserId user) throws StoreException {
    return members.one(same(MemberDocuments.id(room, user))).map(MemberDocuments::member);
  }

  @Override
  public void save(Member member) throws StoreException {
    Bson one = same(MemberDocuments.id(member.room(), member.user()));
    members.ask(all -> all.updateOne(one, MemberDocuments.update(member), UPSERT));
  }

  @Override
  public void remove(RoomId room, UserId user) throws StoreException {
    members.ask(all -> all.deleteOne(same(MemberDocuments.id(room, user))));
  }

  @Override
  public List<Member> members(RoomId room, Role least, String after, int limit)
      throws StoreException {
    Bson within = RoomDocuments.under(MemberDocuments.ID, RoomDocuments.id(room), after);
    List<String> roles =
        Stream.of(Role.values()).filter(role -> role.atLeast(least)).map(Role::name).toList();
    Bson wanted = Filters.and(within, Filters.in(MemberDocuments.ROLE, roles));
    return members(wanted, limit);
  }

  @Override
  public List<Member> sanctioned(RoomId room) throws StoreException {
    Bson here = Filters.eq(MemberDocuments.SANCTIONED, RoomDocuments.id(room));
    return members(here, MAX_SANCTIONED);
  }

  @Override
  public List<Member> named(RoomId room, Collection<String> names) throws StoreException {
    List<String> keys = names.stream().map(name -> MemberDocuments.byName(room, name)).toList();
    return members(Filters.in(MemberDocuments.BY_NAME, keys), MAX_SANCTIONED);
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
    members.ask(all -> all.bulkWrite(writes, UNORDERED));
  }

  @Override
  public void close() {}

  private List<Member> members(Bson filter, int limit) throws StoreException {
    return members.list(filter, MemberDocuments.ID, limit).stream()
        .map(MemberDocuments::member)
        .toList();
  }

  private static List<Document> list(
      MongoCalls collection, String field, String prefix, String after, int limit)
      throws StoreException {
    return collection.list(RoomDocuments.under(field, prefix, after), field, limit);
  }

  private static Bson same(String id) {
    return Filters.eq(MemberDocuments.ID, id);
  }
}
