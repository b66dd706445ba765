package dev.natter.chat;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Lets every room forget what it keeps no longer, and lets files go that no message brings.
 *
 * <p>Thread: one of its own that may block, never lane or io.
 */
public final class RetentionSweep implements Runnable, AutoCloseable {

  private final Upkeep upkeep;
  private final RoomStore rooms;
  private final FileSweep files;
  private final BiConsumer<RoomId, Long> told;
  private final Consumer<Throwable> faults;
  private volatile boolean closed;

  /**
   * @param told of each room that forgot, and how many messages
   * @param faults told of what should not have happened
   */
  public RetentionSweep(
      Upkeep upkeep,
      RoomStore rooms,
      FileSweep files,
      BiConsumer<RoomId, Long> told,
      Consumer<Throwable> faults) {
    this.upkeep = upkeep;
    this.rooms = rooms;
    this.files = files;
    this.told = told;
    this.faults = faults;
  }

  /** Sweeps every room once, and some files. */
  @Override
  public void run() {
    try {
      rooms.each(
          room -> {
            if (!closed) {
              sweep(room);
            }
            return !closed;
          });
      if (!closed) {
        files.run();
      }
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

  /** Ends a sweep that runs after the room it is at, and lets no further one begin. */
  @Override
  public void close() {
    closed = true;
  }
}
