package dev.natter.chat;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The members that are connected and want to know what they have not read, by room. As large as
 * their memberships; a room of which nobody connected is a member is not in it.
 *
 * <p>Thread: any.
 */
final class Watches {

  private final ConcurrentHashMap<RoomId, Watched> rooms = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Place, Watcher> watchers = new ConcurrentHashMap<>();

  private record Place(String namespace, UserId user) {}

  /** A user's devices, and the rooms in which it is watched for them. Guarded by itself. */
  private static final class Watcher {
    private final Set<RoomId> rooms = new HashSet<>();
    private int sessions;
  }

  /** A room with its connected members and how far each has come. */
  static final class Watched {
    private final Map<UserId, Cursor> cursors = new ConcurrentHashMap<>();
    private final AtomicLong newest = new AtomicLong();
    private final AtomicLong change = new AtomicLong();
    private volatile boolean changeIsKnown;

    /** Notes a message; the room's newest sequence is known from then on. */
    void posted(long sequence) {
      newest.accumulateAndGet(sequence, Math::max);
    }

    /** The room's newest sequence; 0 if it is not known. */
    long newest() {
      return newest.get();
    }

    /** Notes a modification. */
    void changed(long number) {
      change.accumulateAndGet(number, Math::max);
    }

    /** Notes how many modifications there were; the number of the newest is known from then on. */
    void changesRead(long number) {
      changed(number);
      changeIsKnown = true;
    }

    /** The number of the room's newest modification; -1 if it is not known. */
    long change() {
      return changeIsKnown ? change.get() : -1;
    }

    Map<UserId, Cursor> cursors() {
      return cursors;
    }

    boolean holds(UserId user) {
      return cursors.containsKey(user);
    }
  }

  /** Counts a session; tells whether it is the first of its user. */
  boolean enter(String namespace, UserId user) {
    Watcher watcher = watchers.computeIfAbsent(new Place(namespace, user), key -> new Watcher());
    synchronized (watcher) {
      watcher.sessions++;
      return watcher.sessions == 1;
    }
  }

  /** Counts a session no more; with the last its user is watched nowhere. */
  void leave(String namespace, UserId user) {
    watchers.computeIfPresent(
        new Place(namespace, user),
        (place, watcher) -> {
          synchronized (watcher) {
            watcher.sessions--;
            if (watcher.sessions > 0) {
              return watcher;
            }
            watcher.rooms.forEach(room -> drop(room, user));
            return null;
          }
        });
  }

  /** Watches a membership, if its user is connected. */
  void add(RoomId room, UserId user, Cursor cursor) {
    watchers.computeIfPresent(
        new Place(room.namespace(), user),
        (place, watcher) -> {
          synchronized (watcher) {
            watcher.rooms.add(room);
            rooms.compute(
                room,
                (key, known) -> {
                  Watched watched = known == null ? new Watched() : known;
                  watched.cursors.put(user, cursor);
                  return watched;
                });
            return watcher;
          }
        });
  }

  /** Watches a membership that ended no more. */
  void remove(RoomId room, UserId user) {
    drop(room, user);
    @Nullable Watcher watcher = watchers.get(new Place(room.namespace(), user));
    if (watcher != null) {
      synchronized (watcher) {
        watcher.rooms.remove(room);
      }
    }
  }

  private void drop(RoomId room, UserId user) {
    rooms.computeIfPresent(
        room,
        (key, watched) -> {
          watched.cursors.remove(user);
          return watched.cursors.isEmpty() ? null : watched;
        });
  }

  /** A room that somebody watches. */
  Optional<Watched> room(RoomId room) {
    return Optional.ofNullable(rooms.get(room));
  }
}
