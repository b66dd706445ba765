package dev.natter.chat;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Does something again and again on a thread of its own, which may block. */
public final class Pulse implements AutoCloseable {

  private static final long MOST_TO_WAIT_SECONDS = 3;

  private final ScheduledThreadPoolExecutor timer;

  /**
   * Begins after the first pause.
   *
   * @param name what its thread is called
   * @param pause between the end of one beat and the next
   * @param faults told of what should not have happened; the beat goes on
   */
  public Pulse(String name, Duration pause, Runnable beat, Consumer<Throwable> faults) {
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            body -> {
              Thread thread = new Thread(body, name);
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        timer.scheduleWithFixedDelay(
            () -> {
              try {
                beat.run();
              } catch (RuntimeException e) {
                faults.accept(e);
              }
            },
            pause.toMillis(),
            pause.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** Ends after the beat that runs, for which it waits a few seconds. */
  @Override
  public void close() {
    timer.shutdown();
    try {
      var unused = timer.awaitTermination(MOST_TO_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
