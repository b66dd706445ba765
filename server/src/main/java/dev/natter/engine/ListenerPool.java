package dev.natter.engine;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Where listeners run: what the application gave, or a pool of the server's own. */
final class ListenerPool {

  private static final int THREADS_PER_PROCESSOR = 4;
  private static final int IDLE_SECONDS = 30;

  private final Executor executor;
  private final @Nullable ExecutorService own;

  ListenerPool(EngineOptions options) {
    own = options.listenerExecutor().isPresent() ? null : pool();
    executor = own == null ? options.listenerExecutor().orElseThrow() : own;
  }

  /** Each connection waits in its queue once at most, so that connections' number bounds it. */
  private static ExecutorService pool() {
    int threads = Runtime.getRuntime().availableProcessors() * THREADS_PER_PROCESSOR;
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new DefaultThreadFactory("engine-listener", true));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  Executor executor() {
    return executor;
  }

  void stop() {
    if (own != null) {
      own.shutdown();
    }
  }
}
