package dev.natter.engine;

import com.corundumstudio.socketio.AckCallback;
import com.corundumstudio.socketio.MultiTypeAckCallback;
import com.corundumstudio.socketio.MultiTypeArgs;
import com.corundumstudio.socketio.VoidAckCallback;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The answers that one client still owes. Upstream keeps them by the connection's id for all
 * namespaces together, and those that come late for ever. Shown by {@code SocketEventIT}.
 *
 * <p>Thread: any.
 */
final class Acks {

  private final SocketIoSession session;
  private final AtomicLong next = new AtomicLong();

  private final Map<Long, Owed> owed = new ConcurrentHashMap<>(4);
  private volatile boolean closed;

  private static final class Owed {
    final AckCallback<?> callback;
    volatile @Nullable ScheduledFuture<?> timer;

    Owed(AckCallback<?> callback) {
      this.callback = callback;
    }
  }

  Acks(SocketIoSession session) {
    this.session = session;
  }

  /** How long netty-socketio's callback waits; zero for ever. */
  static Duration timeoutOf(AckCallback<?> callback) {
    return Duration.ofSeconds(Math.max(0, callback.getTimeout()));
  }

  /** Waits for an answer; gives the id to ask with. */
  long expect(AckCallback<?> callback, Duration timeout) {
    long id = next.getAndIncrement();
    Owed entry = new Owed(callback);
    owed.put(id, entry);
    if (closed) {
      close();
    } else if (!timeout.isZero()) {
      entry.timer =
          session
              .home()
              .executor()
              .schedule(() -> expire(id), timeout.toNanos(), TimeUnit.NANOSECONDS);
    }
    return id;
  }

  private void expire(long id) {
    Owed entry = owed.remove(id);
    if (entry != null) {
      session.listen(entry.callback::onTimeout);
    }
  }

  void answered(long id, EventArguments arguments) {
    Owed entry = owed.remove(id);
    if (entry == null) {
      return;
    }
    ScheduledFuture<?> timer = entry.timer;
    if (timer != null) {
      timer.cancel(false);
    }
    session.listen(() -> succeed(entry.callback, arguments));
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static void succeed(AckCallback callback, EventArguments arguments) {
    Object result;
    try {
      result = result(callback, arguments);
    } catch (IllegalArgumentException e) {
      ClientFaults.note(e);
      callback.onTimeout();
      return;
    }
    callback.onSuccess(result);
  }

  private static @Nullable Object result(AckCallback<?> callback, EventArguments arguments) {
    if (callback instanceof MultiTypeAckCallback several) {
      Class<?>[] types = several.getResultClasses();
      List<@Nullable Object> values = new ArrayList<>(arguments.size());
      for (int i = 0; i < arguments.size(); i++) {
        Class<?> type = i < types.length ? types[i] : Object.class;
        values.add(arguments.value(i, type));
      }
      return new MultiTypeArgs(values);
    }
    if (callback.getResultClass() == EventArguments.class) {
      return arguments;
    }
    return callback instanceof VoidAckCallback || arguments.size() == 0
        ? null
        : arguments.value(0, callback.getResultClass());
  }

  /** Nobody will answer any more. */
  void close() {
    closed = true;
    for (Long id : List.copyOf(owed.keySet())) {
      Owed entry = owed.remove(id);
      if (entry != null) {
        ScheduledFuture<?> timer = entry.timer;
        if (timer != null) {
          timer.cancel(false);
        }
        session.listen(entry.callback::onTimeout);
      }
    }
  }
}
