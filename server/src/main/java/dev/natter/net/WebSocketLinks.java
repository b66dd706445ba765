package dev.natter.net;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * All raw WebSockets that are open, by event loop. One timer a loop looks after all of its
 * connections, so that an idle one costs nothing of its own.
 *
 * <p>Thread: any; what belongs to a loop is touched on it only.
 */
final class WebSocketLinks {

  private final ConcurrentHashMap<EventLoop, Loop> loops = new ConcurrentHashMap<>();
  private final AtomicInteger open = new AtomicInteger();
  private final CompletableFuture<Void> drained = new CompletableFuture<>();
  private final long sweepMillis;
  private volatile Optional<Farewell> farewell = Optional.empty();

  WebSocketLinks(WebSocketLimits limits) {
    long shorter = Math.min(limits.pingInterval().toMillis(), limits.pingTimeout().toMillis());
    sweepMillis = Math.max(10, shorter / 4);
  }

  private record Farewell(int code, String text) {}

  int size() {
    return open.get();
  }

  /** Thread: the link's loop. */
  void add(WebSocketLink link) {
    open.incrementAndGet();
    loops.computeIfAbsent(link.eventLoop(), Loop::new).add(link);
    farewell.ifPresent(reason -> link.close(reason.code(), reason.text()));
  }

  /** Thread: the link's loop. */
  void remove(WebSocketLink link) {
    Loop loop = loops.get(link.eventLoop());
    if (loop != null && loop.remove(link) && open.decrementAndGet() == 0 && farewell.isPresent()) {
      drained.complete(null);
    }
  }

  /** Closes all with a reason; done when all are closed. */
  CompletableFuture<Void> close(int code, String reason) {
    farewell = Optional.of(new Farewell(code, reason));
    if (open.get() == 0) {
      drained.complete(null);
    }
    loops.values().forEach(loop -> loop.eventLoop.execute(() -> loop.close(code, reason)));
    return drained;
  }

  private final class Loop {
    private final EventLoop eventLoop;
    private final Set<WebSocketLink> links = new HashSet<>();
    private @Nullable ScheduledFuture<?> sweep;

    private Loop(EventLoop eventLoop) {
      this.eventLoop = eventLoop;
    }

    private void add(WebSocketLink link) {
      links.add(link);
      if (sweep == null) {
        sweep =
            eventLoop.scheduleWithFixedDelay(
                this::sweep, sweepMillis, sweepMillis, TimeUnit.MILLISECONDS);
      }
    }

    private boolean remove(WebSocketLink link) {
      boolean removed = links.remove(link);
      if (links.isEmpty() && sweep != null) {
        sweep.cancel(false);
        sweep = null;
      }
      return removed;
    }

    private void sweep() {
      long now = System.nanoTime();
      List.copyOf(links).forEach(link -> link.checkAlive(now));
    }

    private void close(int code, String reason) {
      new ArrayList<>(links).forEach(link -> link.close(code, reason));
    }
  }
}
