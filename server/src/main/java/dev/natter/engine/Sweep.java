package dev.natter.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * All of an event loop that has deadlines, kept by the turn at which it is to be asked next: a
 * connection that says nothing is asked when it is to be pinged, and costs nothing until then.
 * Upstream sets timers for each connection. Shown by {@code SweepTest}.
 *
 * <p>Thread: its event loop.
 */
final class Sweep {

  /** Turns ahead, at most; what is due later is asked too early once, and finds a later turn. */
  private static final int TURNS = 64;

  private final long turnNanos;
  private final List<Set<Swept>> turns =
      new ArrayList<>(IntStream.range(0, TURNS).mapToObj(turn -> none()).toList());
  private final IdentityHashMap<Swept, Integer> places = new IdentityHashMap<>();
  private final List<Runnable> overdue = new ArrayList<>();
  private Set<Swept> spare = none();
  private long tick;

  /**
   * @param turnNanos from one turn to the next
   */
  Sweep(long turnNanos) {
    this.turnNanos = turnNanos;
  }

  private static Set<Swept> none() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  /** How many turns there were. */
  long tick() {
    return tick;
  }

  /** Asks something in the next turn, and then whenever it may be due. */
  void watch(Swept item) {
    place(item, 1);
  }

  void forget(Swept item) {
    Integer place = places.remove(item);
    if (place != null) {
      turns.get(place).remove(item);
    }
  }

  /** Does what is due. */
  void turn(long nowNanos) {
    tick++;
    int now = (int) (tick % TURNS);
    Set<Swept> asked = turns.set(now, spare);
    for (Swept item : asked) {
      Runnable action = item.due(nowNanos);
      if (action != Swept.NOTHING) {
        overdue.add(action);
      }
      place(item, 1 + item.nanosLeft(nowNanos) / turnNanos);
    }
    asked.clear();
    spare = asked;
    for (int i = 0; i < overdue.size(); i++) {
      overdue.get(i).run();
    }
    overdue.clear();
  }

  private void place(Swept item, long turnsAhead) {
    int ahead = (int) Math.max(1, Math.min(TURNS - 1, turnsAhead));
    int place = (int) ((tick + ahead) % TURNS);
    Integer before = places.put(item, place);
    if (before != null && before != place) {
      turns.get(before).remove(item);
    }
    turns.get(place).add(item);
  }
}
