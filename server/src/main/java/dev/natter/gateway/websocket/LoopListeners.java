package dev.natter.gateway.websocket;

import dev.natter.chat.SessionId;
import dev.natter.gateway.websocket.WebSocketAudience.Seat;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The listeners of one event loop. What waits for them leaves in one turn of the loop, and each of
 * them is flushed once a turn, however many frames it got.
 *
 * <p>Thread: lanes put in; all else on the loop.
 */
final class LoopListeners {

  private static final int MAX_WAITING = 10_000;
  private static final long PATIENCE_MILLIS = 2_000;

  private final EventLoop loop;
  private final Map<Seat, Set<WebSocketSession>> seats = new HashMap<>();
  private final LinkedBlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final Set<WebSocketSession> unflushed = new LinkedHashSet<>();

  LoopListeners(EventLoop loop) {
    this.loop = loop;
  }

  /**
   * Adds a session between the broadcasts before and after it.
   *
   * @param missed told on the loop if the session was gone already
   */
  void add(WebSocketSession session, Runnable missed) {
    put(
        () -> {
          if (session.isGone()) {
            missed.run();
          } else {
            seats
                .computeIfAbsent(WebSocketAudience.seat(session), seat -> new LinkedHashSet<>())
                .add(session);
          }
        },
        missed);
  }

  /**
   * Ends a session behind the broadcasts before this and before all after it.
   *
   * @param removed told on the loop if it sat here
   */
  void sendAway(WebSocketSession session, Runnable removed) {
    put(
        () -> {
          if (remove(session)) {
            removed.run();
          }
          session.link().flush();
          session.sendAway();
        },
        session::sendAway);
  }

  /** Thread: the loop. */
  boolean remove(WebSocketSession session) {
    Seat seat = WebSocketAudience.seat(session);
    Set<WebSocketSession> sessions = seats.getOrDefault(seat, Set.of());
    boolean removed = sessions.contains(session) && sessions.remove(session);
    if (removed && sessions.isEmpty()) {
      seats.remove(seat);
    }
    return removed;
  }

  /** Takes over a share of the frame and writes it to all in a seat but one. */
  void hear(Seat seat, ByteBuf frame, SessionId except) {
    put(
        () -> {
          try {
            write(seat, frame, except);
          } finally {
            frame.release();
          }
        },
        frame::release);
  }

  private void write(Seat seat, ByteBuf frame, SessionId except) {
    for (WebSocketSession session : seats.getOrDefault(seat, Set.of())) {
      if (!session.id().equals(except)) {
        session.link().write(frame.retainedDuplicate());
        unflushed.add(session);
      }
    }
  }

  /** A lane may wait for a loop that is far behind, but not for ever. */
  private void put(Runnable step, Runnable dropped) {
    try {
      if (!waiting.offer(step, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        dropped.run();
        loop.execute(this::closeAll);
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      dropped.run();
      return;
    }
    if (scheduled.compareAndSet(false, true)) {
      loop.execute(this::run);
    }
  }

  private void run() {
    scheduled.set(false);
    Queue<Runnable> turn = new ArrayDeque<>();
    waiting.drainTo(turn);
    turn.forEach(Runnable::run);
    unflushed.forEach(session -> session.link().flush());
    unflushed.clear();
  }

  private void closeAll() {
    seats.values().stream()
        .flatMap(Set::stream)
        .forEach(session -> session.link().close(1013, "The server fell behind. Come back."));
  }
}
