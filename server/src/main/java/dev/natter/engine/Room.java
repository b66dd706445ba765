package dev.natter.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Consumer;

/**
 * The members of a room: a set that any thread may ask, and a list for each event loop, which
 * broadcasts run over without a lock. Upstream looks each member up by its id, twice, for each
 * broadcast.
 *
 * <p>Thread: any, but for what says otherwise.
 */
final class Room {

  private final Set<EngineClient> members = ConcurrentHashMap.newKeySet(1);
  private final AtomicIntegerArray counts;
  private final List<List<Membership>> lists;

  Room(int loops) {
    counts = new AtomicIntegerArray(loops);
    List<List<Membership>> made = new ArrayList<>(loops);
    for (int i = 0; i < loops; i++) {
      made.add(new ArrayList<>(0));
    }
    lists = made;
  }

  /** One client's place in a loop's list, which begins and ends once. Thread: the client's loop. */
  static final class Membership {
    private static final int NOWHERE = -1;
    private static final int ENDED = -2;

    private final Room room;
    private final EngineClient client;
    private int at = NOWHERE;

    private Membership(Room room, EngineClient client) {
      this.room = room;
      this.client = client;
    }

    /** Puts the client on the list, unless it has left or gone before that was done. */
    void begin() {
      if (at == NOWHERE && client.isJoined()) {
        List<Membership> list = room.lists.get(client.home().index());
        at = list.size();
        list.add(this);
      }
    }

    /** Takes the client off the list, if it is there. */
    void end() {
      if (at >= 0) {
        List<Membership> list = room.lists.get(client.home().index());
        Membership last = list.remove(list.size() - 1);
        if (last != this) {
          list.set(at, last);
          last.at = at;
        }
      }
      at = ENDED;
    }
  }

  /** Counts the client in: broadcasts asked for from now on ask its loop. */
  void add(EngineClient client) {
    if (members.add(client)) {
      count(client, 1);
    }
  }

  void remove(EngineClient client) {
    if (members.remove(client)) {
      count(client, -1);
    }
  }

  /** Counts a client in or out that is known elsewhere, and so is not to be found in the set. */
  void count(EngineClient client, int change) {
    counts.addAndGet(client.home().index(), change);
  }

  boolean isEmpty() {
    return members.isEmpty();
  }

  Collection<EngineClient> members() {
    return Collections.unmodifiableSet(members);
  }

  /** Whether some member may live on that loop. */
  boolean isHeardOn(EngineLoop loop) {
    return counts.get(loop.index()) > 0;
  }

  /** A place for the client, which is still to begin. */
  Membership membership(EngineClient client) {
    return new Membership(this, client);
  }

  /** Calls for each member that lives on this loop. Thread: that loop. */
  void each(EngineLoop loop, Consumer<EngineClient> action) {
    List<Membership> list = lists.get(loop.index());
    for (int i = list.size() - 1; i >= 0; i--) {
      action.accept(list.get(i).client);
    }
  }
}
