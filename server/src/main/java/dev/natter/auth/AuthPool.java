package dev.natter.auth;

import dev.natter.chat.Answer;
import dev.natter.chat.RejectCode;
import dev.natter.chat.Rejected;
import dev.natter.chat.StoreException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Threads on which people are recognised; what does not fit in their queue is refused. */
final class AuthPool implements AutoCloseable {

  private static final Rejected AWAY =
      new Rejected(RejectCode.UNAVAILABLE, "The store is away or slow. Try again in a moment.");
  private static final Rejected BUSY =
      new Rejected(RejectCode.BUSY, "Too many are signing in at once. Try again in a moment.");
  private static final Rejected FAULT =
      new Rejected(RejectCode.INTERNAL, "The server failed at this. Try again in a moment.");

  private final ThreadPoolExecutor pool;
  private final Consumer<Throwable> faults;

  /** Starts no thread before there is work. */
  AuthPool(String name, int threads, int waiting, Consumer<Throwable> faults) {
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

  /** Something that may block, and that refuses by its answer. */
  @FunctionalInterface
  interface Work<T> {
    Answer<T> run() throws StoreException;
  }

  /** Does it on one of the threads. The answer always comes. */
  <T> CompletableFuture<Answer<T>> run(Work<T> work) {
    CompletableFuture<Answer<T>> result = new CompletableFuture<>();
    try {
      pool.execute(() -> result.complete(answer(work)));
    } catch (RejectedExecutionException e) {
      result.complete(new Answer.Refused<>(BUSY));
    }
    return result;
  }

  /** Does it on the calling thread, with the same answers. */
  <T> Answer<T> answer(Work<T> work) {
    try {
      return work.run();
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
