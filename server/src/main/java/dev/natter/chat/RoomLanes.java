package dev.natter.chat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The serial lines on which rooms are ordered: a room has one lane, a lane one thread and one
 * bounded queue. What waits is handed over in one list, so that a store can write it at once; the
 * batches grow by themselves as a lane falls behind. A lane that is kept busy lingers before it
 * takes them, as long as that brings it more ({@link Linger}).
 *
 * <p>Thread: any.
 */
final class RoomLanes<T> {

  private static final long POLL_MILLIS = 100;

  private final List<Lane> lanes = new ArrayList<>();
  private final int batch;
  private final long maxWeight;
  private final long lingerNanos;
  private final Consumer<List<T>> work;
  private volatile boolean closed;

  /**
   * Starts the lanes.
   *
   * @param work done on the lane, with a list that is never empty; must not throw
   */
  RoomLanes(ChatLimits limits, Consumer<List<T>> work) {
    this.batch = limits.batch();
    this.maxWeight = limits.laneBytes();
    this.lingerNanos = limits.linger().toNanos();
    this.work = work;
    for (int i = 0; i < limits.lanes(); i++) {
      lanes.add(new Lane(i, limits.laneDrafts()));
    }
    lanes.forEach(lane -> lane.thread.start());
  }

  /**
   * Puts an item behind all that already waits for its room.
   *
   * @param weight the bytes that the item keeps while it waits
   * @return false if the lane is full or closed; then nothing happened
   */
  boolean offer(RoomId room, T item, long weight) {
    return lane(room).offer(new Waiting<>(item, weight));
  }

  /** Fails unless it is called on the room's lane. */
  void assertOnLane(RoomId room) {
    if (Thread.currentThread() != lane(room).thread) {
      throw new IllegalStateException("only the room's lane may do this");
    }
  }

  /**
   * Takes nothing more, lets the lanes finish what waits, and waits for that.
   *
   * @return whether they finished in time
   */
  boolean close(Duration patience) {
    closed = true;
    long deadline = System.nanoTime() + patience.toNanos();
    boolean finished = true;
    for (Lane lane : lanes) {
      finished &= lane.join(deadline);
    }
    return finished;
  }

  /** Takes out what still waits. */
  List<T> abandon() {
    List<Waiting<T>> rest = new ArrayList<>();
    lanes.forEach(lane -> lane.queue.drainTo(rest));
    return rest.stream().map(Waiting::item).toList();
  }

  private Lane lane(RoomId room) {
    int hash = room.hashCode();
    return lanes.get(Math.floorMod(hash ^ (hash >>> 16), lanes.size()));
  }

  private record Waiting<T>(T item, long weight) {}

  private final class Lane {
    private final BlockingQueue<Waiting<T>> queue;
    private final AtomicLong weight = new AtomicLong();
    private final Thread thread;
    private volatile boolean finished;
    private final Linger linger = new Linger(lingerNanos, System.nanoTime());

    private Lane(int number, int capacity) {
      queue = new ArrayBlockingQueue<>(capacity);
      thread = new Thread(this::run, "natter-lane-" + number);
      thread.setDaemon(true);
    }

    private boolean offer(Waiting<T> waiting) {
      if (closed || weight.get() + waiting.weight() > maxWeight || !queue.offer(waiting)) {
        return false;
      }
      weight.addAndGet(waiting.weight());
      // A lane that finished between the first look and the offer will not see the item.
      return !finished || !queue.remove(waiting);
    }

    private void run() {
      while (!closed || !queue.isEmpty()) {
        take();
      }
      finished = true;
      take();
    }

    private void take() {
      List<Waiting<T>> taken = new ArrayList<>();
      Waiting<T> first = poll();
      if (first == null) {
        return;
      }
      linger();
      taken.add(first);
      queue.drainTo(taken, batch - 1);
      weight.addAndGet(-taken.stream().mapToLong(Waiting::weight).sum());
      work.accept(taken.stream().map(Waiting::item).toList());
      linger.done(System.nanoTime());
    }

    private void linger() {
      int waiting = queue.size();
      if (!closed && linger.pays(waiting, System.nanoTime())) {
        LockSupport.parkNanos(linger.nanos());
        linger.brought(queue.size() - waiting);
      }
    }

    private @Nullable Waiting<T> poll() {
      try {
        return closed ? queue.poll() : queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        // Nobody interrupts a lane: it ends when it is closed and empty.
        return queue.poll();
      }
    }

    private boolean join(long deadline) {
      try {
        long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        thread.join(Math.max(1, millis));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return !thread.isAlive();
    }
  }
}
