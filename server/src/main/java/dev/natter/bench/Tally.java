package dev.natter.bench;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What the clients of one event loop have heard in one run. A text that was due before the run
 * began belongs to an earlier one and is not counted.
 *
 * <p>Thread: that loop; whoever reads it does so on the loop.
 */
final class Tally {

  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final int DIGITS = 3;

  private final Histogram nanos = new Histogram(LONGEST_NANOS, DIGITS);
  private long since = Long.MAX_VALUE;
  private long refused;

  /** Forgets everything, and counts what is due from now on. */
  void begin(long nowNanos) {
    nanos.reset();
    refused = 0;
    since = nowNanos / Client.NANOS_PER_ID * Client.NANOS_PER_ID;
  }

  /** An answer or a delivery came. */
  void hear(long dueNanos, long nowNanos) {
    if (dueNanos >= since) {
      nanos.recordValue(Math.min(Math.max(0, nowNanos - dueNanos), LONGEST_NANOS));
    }
  }

  /** An answer came that says no. */
  void refuse(long dueNanos) {
    if (dueNanos >= since) {
      refused++;
    }
  }

  long heard() {
    return nanos.getTotalCount();
  }

  long refused() {
    return refused;
  }

  /** Adds all latencies to a histogram of the same range. */
  void addTo(Histogram all) {
    all.add(nanos);
  }

  /** An empty histogram of the range of all tallies. */
  static Histogram histogram() {
    return new Histogram(LONGEST_NANOS, DIGITS);
  }
}
