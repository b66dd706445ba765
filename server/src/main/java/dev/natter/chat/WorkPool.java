package dev.natter.chat;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Threads for what may block, a store's answer first of all; what does not fit in their queue is
 * refused.
 *
 * <p>Thread: any.
 */
public final class WorkPool implements AutoCloseable {

  static final Rejected AWAY =
      new Rejected(RejectCode.UNAVAILABLE, "The store is away or slow. Try again in a moment.");
  private static final Rejected BUSY =
      new Rejected(RejectCode.BUSY, "Too many ask for this at once. Try again in a moment.");
  private static final Rejected FAULT =
      new Rejected(RejectCode.INTERNAL, "The server failed at this. Try again in a moment.");

  private final ThreadPoolExecutor pool;
  private final Consumer<Throwable> faults;

  /**
   * Starts no thread before the first work.
   *
   * @param name what its threads are called
   * @param waiting the most work that waits for a thread
   * @param faults told of what should not have happened
   */
  public WorkPool(String name, int threads, int waiting, Consumer<Throwable> faults) {
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

  /** Works on one of the threads. The answer always comes. */
  public <T> CompletableFuture<Answer<T>> run(StoreRead<Answer<T>> work) {
    CompletableFuture<Answer<T>> result = new CompletableFuture<>();
    try {
      pool.execute(() -> result.complete(answer(work)));
    } catch (RejectedExecutionException e) {
      result.complete(new Answer.Refused<>(BUSY));
    }
    return result;
  }

  /** Works on the calling thread, with the same answers. */
  public <T> Answer<T> answer(StoreRead<Answer<T>> work) {
    try {
      return work.get();
    } catch (StoreException e) {
      return new Answer.Refused<>(AWAY);
    } catch (RuntimeException e) {
      faults.accept(e);
      return new Answer.Refused<>(FAULT);
    }
  }

  @Override
  public void close() {
    pool.shutdown();
  }
}
