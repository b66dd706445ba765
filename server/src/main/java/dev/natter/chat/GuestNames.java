package dev.natter.chat;

import java.util.HashMap;
import java.util.Map;

/**
 * The names of those who are connected, by namespace and {@link Skeleton}, so that no guest can
 * pass for somebody else who is there. A name belongs to a user; all of the user's sessions share
 * it. Bounded by the number of connections.
 *
 * <p>Thread: any – guarded by itself.
 */
public final class GuestNames {

  private final Map<Key, Holder> taken = new HashMap<>();

  private record Key(String namespace, String skeleton) {}

  private record Holder(UserId user, int sessions) {}

  /**
   * Takes a name for one more session of a user.
   *
   * @return whether it is the user's now
   */
  public synchronized boolean take(String namespace, String name, UserId user) {
    Key key = new Key(namespace, Skeleton.of(name));
    Holder holder = taken.get(key);
    if (holder != null && !holder.user().equals(user)) {
      return false;
    }
    taken.put(key, new Holder(user, holder == null ? 1 : holder.sessions() + 1));
    return true;
  }

  /** Gives the name back for one session; nothing happens if the user does not have it. */
  public synchronized void giveBack(String namespace, String name, UserId user) {
    Key key = new Key(namespace, Skeleton.of(name));
    Holder holder = taken.get(key);
    if (holder != null && holder.user().equals(user)) {
      if (holder.sessions() == 1) {
        taken.remove(key);
      } else {
        taken.put(key, new Holder(user, holder.sessions() - 1));
      }
    }
  }

  synchronized int size() {
    return taken.size();
  }
}
