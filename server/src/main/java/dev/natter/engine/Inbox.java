package dev.natter.engine;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What other threads want one event loop to do, in the order in which they asked. Broadcasts to one
 * room that wait in it behind one another become a {@link Burst}. Shown by {@code BurstIT}.
 *
 * <p>Thread: any, but for {@link #empty}.
 */
final class Inbox {

  /** After so many the loop writes what they said. */
  private static final int MOST_AT_ONCE = 1_000;

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean called = new AtomicBoolean();
  private final Executor loop;
  private final Runnable call;

  /**
   * @param call run on the loop when there is something to do
   */
  Inbox(Executor loop, Runnable call) {
    this.loop = loop;
    this.call = call;
  }

  void add(Runnable task) {
    tasks.add(task);
    call();
  }

  void addAll(List<Runnable> all) {
    tasks.addAll(all);
    call();
  }

  private void call() {
    if (!called.compareAndSet(false, true)) {
      return;
    }
    try {
      loop.execute(call);
    } catch (RejectedExecutionException e) {
      // The server has stopped: nobody hears any more.
      tasks.clear();
      called.set(false);
    }
  }

  /** Does what is there. Thread: the loop. */
  void empty() {
    called.set(false);
    Burst burst = Burst.NONE;
    Runnable task = tasks.poll();
    for (int done = 1; task != null; done++) {
      if (!burst.takes(task)) {
        unharmed(burst);
        burst = Burst.NONE;
        if (task instanceof RoomBroadcast broadcast) {
          burst = new Burst(broadcast);
        } else {
          unharmed(task);
        }
      }
      task = done < MOST_AT_ONCE ? tasks.poll() : null;
    }
    unharmed(burst);
    if (!tasks.isEmpty()) {
      call();
    }
  }

  /** Runs it; that it fails harms no other. */
  static void unharmed(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      ListenerFaults.tell("on a loop", e);
    }
  }
}
