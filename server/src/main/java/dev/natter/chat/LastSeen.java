package dev.natter.chat;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When users were last there. A time is noted in memory and goes to the store in bulk, so a fall of
 * the server takes back what was noted since. Guests are not noted: nobody asks for them again.
 *
 * <p>Thread: any; {@link #flush} and {@link #of} one that may block.
 */
public final class LastSeen {

  /** The most users whose time waits for the store; further ones are not noted. */
  static final int MAX_PENDING = 100_000;

  /** The most times that go to the store at once. */
  static final int BATCH = 1_000;

  private final UserStore store;
  private final ConcurrentHashMap<UserId, Instant> pending = new ConcurrentHashMap<>();

  /** Times that are kept in a store. */
  public LastSeen(UserStore store) {
    this.store = store;
  }

  void note(UserId user, Instant time) {
    if (!user.isGuest() && (pending.size() < MAX_PENDING || pending.containsKey(user))) {
      pending.merge(user, time, LastSeen::later);
    }
  }

  /** When some users were last there; those of whom nothing is known are left out. */
  Map<UserId, Instant> of(Collection<UserId> users) throws StoreException {
    List<UserId> asked = users.stream().filter(user -> !user.isGuest()).toList();
    if (asked.isEmpty()) {
      return Map.of();
    }
    Map<UserId, Instant> known = new HashMap<>();
    for (UserId user : asked) {
      Instant noted = pending.get(user);
      if (noted != null) {
        known.put(user, noted);
      }
    }
    // After what waits, which may come to the store meanwhile.
    store.lastSeen(asked).forEach((user, seen) -> known.merge(user, seen, LastSeen::later));
    return known;
  }

  /** Brings what was noted to the store; what could not be kept waits for the next time. */
  void flush() throws StoreException {
    Map<UserId, Instant> batch = new HashMap<>();
    for (Map.Entry<UserId, Instant> noted : pending.entrySet()) {
      batch.put(noted.getKey(), noted.getValue());
      if (batch.size() == BATCH) {
        keep(batch);
        batch = new HashMap<>();
      }
    }
    keep(batch);
  }

  private void keep(Map<UserId, Instant> batch) throws StoreException {
    if (!batch.isEmpty()) {
      store.seen(batch);
      batch.forEach(pending::remove);
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
