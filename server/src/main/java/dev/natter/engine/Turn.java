package dev.natter.engine;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs the listeners of one connection one after another, off the event loop, on an executor that
 * all connections share. Upstream runs them on the event loop, where one that waits stops
 * everybody. A connection whose listeners fall behind is not read from until they have caught up.
 *
 * <p>Thread: any – guarded by lock.
 */
final class Turn implements Runnable {

  private static final int HIGH = 1024;
  private static final int LOW = 256;

  /** Tasks after which another connection gets the thread. */
  private static final int SHARE = 64;

  private final Executor executor;
  private final Runnable onHigh;
  private final Runnable onLow;
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>(4);
  private boolean running;
  private boolean high;

  /**
   * @param onHigh called when many tasks wait
   * @param onLow called when few do again
   */
  Turn(Executor executor, Runnable onHigh, Runnable onLow) {
    this.executor = executor;
    this.onHigh = onHigh;
    this.onLow = onLow;
  }

  /** Runs a task when all earlier ones have ended. */
  void add(Runnable task) {
    boolean start;
    boolean nowHigh;
    synchronized (tasks) {
      tasks.add(task);
      start = !running;
      running = true;
      nowHigh = !high && tasks.size() >= HIGH;
      high |= nowHigh;
    }
    if (nowHigh) {
      onHigh.run();
    }
    if (start) {
      begin();
    }
  }

  private void begin() {
    try {
      executor.execute(this);
    } catch (RejectedExecutionException e) {
      // The server is stopping: nobody listens any more.
      synchronized (tasks) {
        tasks.clear();
      }
    }
  }

  @Override
  public void run() {
    for (int done = 0; done < SHARE; done++) {
      Runnable task;
      boolean nowLow;
      synchronized (tasks) {
        task = tasks.poll();
        if (task == null) {
          running = false;
          return;
        }
        nowLow = high && tasks.size() <= LOW;
        high &= !nowLow;
      }
      try {
        task.run();
      } catch (RuntimeException e) {
        ListenerFaults.tell("callback", e);
      }
      if (nowLow) {
        onLow.run();
      }
    }
    begin();
  }
}
