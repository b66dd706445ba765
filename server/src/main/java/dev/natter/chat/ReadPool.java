package dev.natter.chat;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The threads on which history is read; what does not fit in their queue is refused. */
final class ReadPool {

  static final Rejected AWAY =
      new Rejected(RejectCode.UNAVAILABLE, "The store is away or slow. Try again in a moment.");
  private static final Rejected BUSY =
      new Rejected(RejectCode.BUSY, "Too many are reading at once. Try again in a moment.");

  private final ThreadPoolExecutor pool;
  private final Consumer<Throwable> faults;

  /** Starts no thread before the first read. */
  ReadPool(ChatLimits limits, Consumer<Throwable> faults) {
    this.faults = faults;
    AtomicInteger number = new AtomicInteger();
    pool =
        new ThreadPoolExecutor(
            limits.readers(),
            limits.readers(),
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(limits.waitingReads()),
            body -> {
              Thread thread = new Thread(body, "natter-read-" + number.getAndIncrement());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
  }

  /** Reads on one of the threads. The answer always comes. */
  <T> CompletableFuture<Answer<T>> read(StoreRead<T> read) {
    CompletableFuture<Answer<T>> result = new CompletableFuture<>();
    try {
      pool.execute(() -> result.complete(answer(read)));
    } catch (RejectedExecutionException e) {
      result.complete(new Answer.Refused<>(BUSY));
    }
    return result;
  }

  void close() {
    pool.shutdown();
  }

  private <T> Answer<T> answer(StoreRead<T> read) {
    try {
      return new Answer.Given<>(read.get());
    } catch (StoreException e) {
      return new Answer.Refused<>(AWAY);
    } catch (RuntimeException e) {
      faults.accept(e);
      return new Answer.Refused<>(AWAY);
    }
  }
}
