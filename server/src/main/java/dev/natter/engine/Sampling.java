package dev.natter.engine;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets one line of a kind into the log a second and counts the others, so that nobody outside can
 * fill the disk with what they make happen here.
 *
 * <p>Thread: any.
 */
final class Sampling {

  /** What {@link #pass} says of a line that is not to be told. */
  static final long UNTOLD = -1;

  private static final long INTERVAL_NANOS = 1_000_000_000L;

  private final AtomicLong last = new AtomicLong(System.nanoTime() - INTERVAL_NANOS);
  private final AtomicLong untold = new AtomicLong();

  /** How many lines were not told since the last that was; {@link #UNTOLD} for this one neither. */
  long pass() {
    long now = System.nanoTime();
    long before = last.get();
    if (now - before < INTERVAL_NANOS || !last.compareAndSet(before, now)) {
      untold.incrementAndGet();
      return UNTOLD;
    }
    return untold.getAndSet(0);
  }
}
