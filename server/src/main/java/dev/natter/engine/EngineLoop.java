package dev.natter.engine;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * One event loop with all that lives on it. Upstream sets timers for each connection and flushes
 * each packet; here one sweep looks at all deadlines, and a socket that was written to in one turn
 * of the loop, however often, is flushed once.
 *
 * <p>Thread: its event loop, but for {@link #run}.
 */
final class EngineLoop {

  /** About a millisecond of writing. */
  private static final int FLUSHES_A_TURN = 100;

  private final EventLoop executor;
  private final int index;
  private final Sweep sweep;
  private final Runnable flushTask = this::flush;
  private final ArrayDeque<WebSocketFrames> written = new ArrayDeque<>();
  private final Inbox inbox;
  private final LastView lastView = new LastView();

  /** How many sockets are still to be flushed before the inbox is emptied; none if it waits not. */
  private int ahead;

  /** Whether the flush task is on its way. */
  private boolean flushing;

  /**
   * @param sweepMillis how often it looks for what is due
   */
  EngineLoop(EventLoop executor, int index, long sweepMillis) {
    this.executor = executor;
    this.index = index;
    this.inbox = new Inbox(executor, this::called);
    this.sweep = new Sweep(TimeUnit.MILLISECONDS.toNanos(sweepMillis));
    Future<?> unused =
        executor.scheduleAtFixedRate(
            () -> sweep.turn(System.nanoTime()), sweepMillis, sweepMillis, TimeUnit.MILLISECONDS);
  }

  EventLoop executor() {
    return executor;
  }

  /** Its place among the server's loops. */
  int index() {
    return index;
  }

  /** How many sweeps there were. */
  long tick() {
    return sweep.tick();
  }

  /**
   * Runs a task here: at once when called here, else after all that the caller gave before, and
   * when what has been written by then was flushed.
   */
  void run(Runnable task) {
    if (executor.inEventLoop()) {
      task.run();
    } else if (!Gathering.take(this, task)) {
      inbox.add(task);
    }
  }

  /** Runs tasks here, in order. Thread: any. */
  void run(List<Runnable> tasks) {
    inbox.addAll(tasks);
  }

  /**
   * Empties the inbox once all sockets that were written to before are flushed: what comes while a
   * broadcast is still on its way to many can then leave together.
   */
  private void called() {
    ahead = written.size();
    if (ahead == 0) {
      inbox.empty();
    }
  }

  /** Runs a task here when so much time has gone. */
  void later(Runnable task, long millis) {
    Future<?> unused = executor.schedule(task, millis, TimeUnit.MILLISECONDS);
  }

  /** Throws unless called on this loop. */
  void confine() {
    if (!executor.inEventLoop()) {
      throw new IllegalStateException("Called off the event loop.");
    }
  }

  void watch(Swept item) {
    sweep.watch(item);
  }

  void forget(Swept item) {
    sweep.forget(item);
  }

  /** Flushes the socket when this turn's work is done. */
  void flushSoon(WebSocketFrames socket) {
    written.add(socket);
    if (!flushing) {
      flushing = true;
      executor.execute(flushTask);
    }
  }

  /** Bytes as a socket of this loop takes them, until it takes others. */
  ByteBuffer view(ByteBuf bytes) {
    return lastView.of(bytes);
  }

  /** Flushes some, and the others after what has come meanwhile: a broadcast may take a while. */
  private void flush() {
    for (int i = 0; i < FLUSHES_A_TURN && !written.isEmpty(); i++) {
      written.remove().flush();
      if (ahead > 0 && --ahead == 0) {
        inbox.empty();
      }
    }
    flushing = !written.isEmpty();
    if (!flushing) {
      lastView.forget();
    } else {
      // A task that is scheduled waits for the loop's next turn, one that is executed does not.
      Future<?> unused = executor.schedule(flushTask, 0, TimeUnit.NANOSECONDS);
    }
  }
}
