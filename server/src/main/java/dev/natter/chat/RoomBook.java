package dev.natter.chat;

import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What this node knows of rooms: a bounded memory of the store, filled when it is asked and kept
 * true by every change that goes through it. A room's record and all that it holds against users
 * are kept together, so that an open public room costs one look-up.
 *
 * <p>Thread: any that may block. Of one room only one thread asks the store or changes it at a
 * time, so that nothing older replaces what is newer.
 */
final class RoomBook {

  /** The most rooms remembered. */
  static final int MAX_ROOMS = 10_000;

  /** The most memberships remembered. */
  static final int MAX_MEMBERS = 50_000;

  private static final int STRIPES = 64;

  private final RoomStore store;
  private final Clock clock;
  private final BoundedCache<RoomId, Entry> rooms = new BoundedCache<>(MAX_ROOMS);
  private final BoundedCache<Seat, Optional<Member>> members = new BoundedCache<>(MAX_MEMBERS);
  private final Object[] stripes = new Object[STRIPES];

  private record Seat(RoomId room, UserId user) {}

  /**
   * A room as decisions see it.
   *
   * @param record empty for an open room that nobody made
   * @param sanctioned those against whom it holds something, or did
   * @param addresses those that are banned with somebody
   */
  record Entry(Optional<Room> record, Map<UserId, Sanction> sanctioned, Set<String> addresses) {
    Entry {
      sanctioned = Map.copyOf(sanctioned);
      addresses = Set.copyOf(addresses);
    }

    boolean isClosed() {
      return record.isPresent() && record.get().kind().isClosed();
    }

    Sanction against(UserId user) {
      return sanctioned.getOrDefault(user, Sanction.NONE);
    }
  }

  RoomBook(RoomStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new Object();
    }
  }

  RoomStore store() {
    return store;
  }

  Entry entry(RoomId room) throws StoreException {
    Optional<Entry> known = rooms.get(room);
    if (known.isPresent()) {
      return known.get();
    }
    synchronized (stripe(room)) {
      Entry read = new Entry(store.room(room), Map.of(), Set.of());
      Entry entry = sanctions(read, store.sanctioned(room));
      rooms.put(room, entry);
      return entry;
    }
  }

  private Entry sanctions(Entry entry, List<Member> sanctioned) {
    Map<UserId, Sanction> sanctions = new HashMap<>();
    Set<String> addresses = new HashSet<>();
    for (Member member : sanctioned) {
      if (member.sanction().holds(clock.instant())) {
        sanctions.put(member.user(), member.sanction());
        if (member.sanction().banned() && !member.sanction().address().isEmpty()) {
          addresses.add(member.sanction().address());
        }
      }
    }
    return new Entry(entry.record(), sanctions, addresses);
  }

  /** What the room knows of a user. */
  Optional<Member> member(RoomId room, UserId user) throws StoreException {
    Seat seat = new Seat(room, user);
    Optional<Optional<Member>> known = members.get(seat);
    if (known.isPresent()) {
      return known.get();
    }
    synchronized (stripe(room)) {
      Optional<Member> read = store.member(room, user);
      members.put(seat, read);
      return read;
    }
  }

  // Changes. Thread: the room's lane.

  boolean create(Room room) throws StoreException {
    synchronized (stripe(room.id())) {
      rooms.remove(room.id());
      return store.create(room);
    }
  }

  void save(Room room) throws StoreException {
    synchronized (stripe(room.id())) {
      rooms.remove(room.id());
      store.save(room);
    }
  }

  void save(Member member) throws StoreException {
    synchronized (stripe(member.room())) {
      forget(member.room(), member.user(), member.sanction());
      store.save(member);
    }
  }

  void remove(RoomId room, UserId user) throws StoreException {
    synchronized (stripe(room)) {
      forget(room, user, Sanction.NONE);
      store.remove(room, user);
    }
  }

  /** What is in doubt after a fault is read again; who comes and goes leaves the room known. */
  private void forget(RoomId room, UserId user, Sanction next) {
    members.remove(new Seat(room, user));
    boolean same = rooms.get(room).map(entry -> entry.against(user).equals(next)).orElse(false);
    if (!same) {
      rooms.remove(room);
    }
  }

  private Object stripe(RoomId room) {
    return stripes[Math.floorMod(room.hashCode(), STRIPES)];
  }
}
