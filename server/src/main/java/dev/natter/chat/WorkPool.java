package dev.natter.chat;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Threads for what asks a store and may be refused; what does not fit in their queue is refused as
 * well.
 */
final class WorkPool implements AutoCloseable {

  static final Rejected AWAY =
      new Rejected(RejectCode.UNAVAILABLE, "The store is away or slow. Try again in a moment.");
  private static final Rejected BUSY =
      new Rejected(RejectCode.BUSY, "Too much of this is going on. Try again in a moment.");

  private final ThreadPoolExecutor pool;
  private final Consumer<Throwable> faults;

  /** Starts no thread before the first work. */
  WorkPool(String name, int threads, int waiting, Consumer<Throwable> faults) {
    this.faults = faults;
    AtomicInteger number = new AtomicInteger();
    pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(waiting),
            body -> {
              Thread thread = new Thread(body, name + "-" + number.getAndIncrement());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
  }

  /** Something that is asked for, or refused. */
  @FunctionalInterface
  interface Work<T> {
    Answer<T> answer() throws StoreException;
  }

  /** Works on one of the threads. The answer always comes. */
  <T> CompletableFuture<Answer<T>> run(Work<T> work) {
    CompletableFuture<Answer<T>> result = new CompletableFuture<>();
    try {
      pool.execute(() -> result.complete(answer(work)));
    } catch (RejectedExecutionException e) {
      result.complete(new Answer.Refused<>(BUSY));
    }
    return result;
  }

  @Override
  public void close() {
    pool.shutdown();
  }

  private <T> Answer<T> answer(Work<T> work) {
    try {
      return work.answer();
    } catch (StoreException e) {
      return new Answer.Refused<>(AWAY);
    } catch (RuntimeException e) {
      faults.accept(e);
      return new Answer.Refused<>(AWAY);
    }
  }
}
