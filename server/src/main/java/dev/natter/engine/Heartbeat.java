package dev.natter.engine;

/**
 * When a connection's peer is to be pinged, and when it has been silent for too long. In Engine.IO
 * 4 the server pings; a ping's answer is due within the ping timeout, or once as long again if
 * something else came meanwhile. In Engine.IO 3 the client pings, and is given both times together
 * since it was heard last. Upstream sets three timers for each connection and lets peers be silent
 * for minutes. See "Heartbeat" of the Engine.IO protocol; shown by {@code HeartbeatTest}.
 *
 * <p>Thread: the connection's event loop.
 */
final class Heartbeat {

  private final boolean eio3;
  private final long interval;
  private final long timeout;
  private long nextPing;
  private long deadline;
  private boolean awaitsPong;
  private boolean extended;

  Heartbeat(EngineOptions options, boolean eio3, long now) {
    this.eio3 = eio3;
    this.interval = options.pingInterval().toNanos();
    this.timeout = options.pingTimeout().toNanos();
    this.nextPing = now + interval;
    this.deadline = now + interval + timeout;
  }

  /** Something came that is no pong. */
  void heard(long now) {
    if (eio3) {
      deadline = now + interval + timeout;
    } else if (awaitsPong && !extended) {
      extended = true;
      deadline = now + timeout;
    }
  }

  /** A pong came. */
  void answered(long now) {
    awaitsPong = false;
    nextPing = now + interval;
  }

  boolean isPingDue(long now) {
    return !eio3 && !awaitsPong && now - nextPing >= 0;
  }

  /** A ping was sent. */
  void pinged(long now) {
    awaitsPong = true;
    extended = false;
    deadline = now + timeout;
  }

  /** Whether the peer has been silent for too long. */
  boolean isOver(long now) {
    return (eio3 || awaitsPong) && now - deadline >= 0;
  }

  /** How long neither a ping is due nor the peer has been silent for too long. */
  long nanosLeft(long now) {
    return (eio3 || awaitsPong ? deadline : nextPing) - now;
  }
}
