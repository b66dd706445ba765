package dev.natter.bench;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets one crew's clients speak in turn at a fixed rate, whatever the server does (an open loop):
 * what could not be said in time is said late, and counts from when it was due.
 *
 * <p>Thread: the crew's loop.
 */
final class Pace {

  private static final long BEAT_MICROS = 500;
  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Crowd.Crew crew;
  private final long startNanos;
  private final long perSecond;
  private final int first;
  private final int step;
  private long number;
  private long said;
  private @Nullable ScheduledFuture<?> beat;

  /**
   * One of several that share a rate.
   *
   * @param first which message is its first, and {@code step} how many there are of its kind
   */
  Pace(Crowd.Crew crew, long startNanos, long perSecond, int first, int step) {
    this.crew = crew;
    this.startNanos = startNanos;
    this.perSecond = perSecond;
    this.first = first;
    this.step = step;
    this.number = first;
  }

  void start() {
    beat = crew.loop().scheduleAtFixedRate(this::speak, 0, BEAT_MICROS, TimeUnit.MICROSECONDS);
  }

  /** Stops, and tells how many messages were said. */
  long stop() {
    if (beat != null) {
      beat.cancel(false);
    }
    return said;
  }

  private void speak() {
    long now = System.nanoTime();
    long due = due();
    while (due - now <= 0) {
      int turn = (int) ((number - first) / step % crew.clients().size());
      crew.clients().get(turn).say(due);
      number += step;
      said++;
      due = due();
    }
  }

  private long due() {
    return startNanos + number * SECOND_NANOS / perSecond;
  }
}
