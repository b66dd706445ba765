package dev.natter.chat;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Where rooms and their members live. What was saved is found by every later call on this store,
 * and is as durable as the implementation says when the call returns. Guarantees of every
 * implementation are checked by {@code RoomStoreContract}.
 *
 * <p>Thread: lane or read, never io; blocks, for at most the store's own time limit. Changes of one
 * room come from its lane.
 */
public interface RoomStore extends AutoCloseable {

  /** How many rooms {@link #each} asks for at once. */
  int VISITED_AT_ONCE = 500;

  /** The record of a room. */
  Optional<Room> room(RoomId id) throws StoreException;

  /**
   * Makes a room's record.
   *
   * @return false if there was one; then nothing changed
   */
  boolean create(Room room) throws StoreException;

  /** Replaces a room's record. */
  void save(Room room) throws StoreException;

  /**
   * The public rooms of a namespace that have a record, by name.
   *
   * @param after only names greater than this one; empty for all
   */
  List<Room> publicRooms(String namespace, String after, int limit) throws StoreException;

  /**
   * All rooms that have a record, of every namespace and kind.
   *
   * @param after the namespace and the name, joined by {@code |}, of the last one known; empty to
   *     begin
   */
  List<Room> all(String after, int limit) throws StoreException;

  /** What is done with a room. */
  @FunctionalInterface
  interface Visitor {
    /** Tells whether to go on with the next one. */
    boolean visit(Room room) throws StoreException;
  }

  /** Shows all rooms that have a record, of every namespace and kind, a page at a time. */
  default void each(Visitor visitor) throws StoreException {
    String after = "";
    List<Room> page;
    do {
      page = all(after, VISITED_AT_ONCE);
      for (Room room : page) {
        if (!visitor.visit(room)) {
          return;
        }
        after = room.id().namespace() + "|" + room.id().name();
      }
    } while (page.size() == VISITED_AT_ONCE);
  }

  /** What a room knows of a user. */
  Optional<Member> member(RoomId room, UserId user) throws StoreException;

  /** Keeps what a room knows of a user; the cursor only if nothing was known. */
  void save(Member member) throws StoreException;

  /** Forgets what a room knows of a user. */
  void remove(RoomId room, UserId user) throws StoreException;

  /**
   * Those who belong to a room, by id.
   *
   * @param least only those of this role or a higher one; at least {@link Role#MEMBER}
   * @param after only ids greater than this one; empty for all
   */
  List<Member> members(RoomId room, Role least, String after, int limit) throws StoreException;

  /** Those against whom a room holds something, the limit being far above what is allowed. */
  List<Member> sanctioned(RoomId room) throws StoreException;

  /** Those who belong to a room and bear one of these names, in whichever case. */
  List<Member> named(RoomId room, Collection<String> names) throws StoreException;

  /**
   * The memberships of a user in a namespace, by the room's name.
   *
   * @param after only rooms with a greater name; empty for all
   */
  List<Member> memberships(String namespace, UserId user, String after, int limit)
      throws StoreException;

  /** Moves cursors forward; of users who are nothing in the room nothing is kept. */
  void move(Collection<CursorMove> moves) throws StoreException;

  /** Releases everything. Idempotent. */
  @Override
  void close();
}
