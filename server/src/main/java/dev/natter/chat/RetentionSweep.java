package dev.natter.chat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Lets every room forget, now and then, what it keeps no longer.
 *
 * <p>Thread: one of its own.
 */
public final class RetentionSweep implements AutoCloseable {

  private static final int PAGE = 500;

  private final Upkeep upkeep;
  private final RoomStore rooms;
  private final BiConsumer<RoomId, Long> told;
  private final Consumer<Throwable> faults;
  private final ScheduledExecutorService timer;
  private volatile boolean closed;

  /**
   * A sweep that does not run yet.
   *
   * @param told of each room that forgot, and how many messages
   * @param faults told of what should not have happened
   */
  public RetentionSweep(
      Upkeep upkeep, RoomStore rooms, BiConsumer<RoomId, Long> told, Consumer<Throwable> faults) {
    this.upkeep = upkeep;
    this.rooms = rooms;
    this.told = told;
    this.faults = faults;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            body -> {
              Thread thread = new Thread(body, "natter-sweep");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Sweeps from now on, with pauses of that length. */
  public void start(Duration pause) {
    var unused =
        timer.scheduleWithFixedDelay(
            this::run, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Sweeps every room once. */
  void run() {
    try {
      String after = "";
      List<Room> page;
      do {
        page = rooms.all(after, PAGE);
        for (Room room : page) {
          if (!closed) {
            sweep(room);
          }
          after = room.id().namespace() + "|" + room.id().name();
        }
      } while (page.size() == PAGE && !closed);
    } catch (StoreException e) {
      // The store is away or slow: the next sweep does it.
    } catch (RuntimeException e) {
      faults.accept(e);
    }
  }

  private void sweep(Room room) throws StoreException {
    long removed = upkeep.sweep(room.id(), room.retention());
    if (removed > 0) {
      told.accept(room.id(), removed);
    }
  }

  @Override
  public void close() {
    closed = true;
    timer.shutdownNow();
  }
}
