package dev.natter.engine;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * When a connection is to be pinged, and when its peer has taken too long: to be let in, to
 * upgrade, to answer, to end what it began, to fetch the last packets.
 *
 * <p>Thread: the connection's event loop.
 */
final class Deadlines implements Swept {

  private static final long FAREWELL_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Connection connection;
  private final Heartbeat heartbeat;
  private final long admissionDeadline;
  private @Nullable MessageSink above;
  private long farewellDeadline;
  private boolean closing;

  Deadlines(Connection connection, EngineOptions options, Heartbeat heartbeat, long opened) {
    this.connection = connection;
    this.heartbeat = heartbeat;
    this.admissionDeadline = opened + options.connectTimeout().toNanos();
  }

  /** They begin to count. */
  void begin(MessageSink sink) {
    above = sink;
    again();
  }

  /** Looks at them anew: something has begun that must end in time. */
  void again() {
    connection.home().watch(this);
  }

  /** What is left now is that the peer fetches the last packets. */
  void close() {
    closing = true;
    farewellDeadline = System.nanoTime() + FAREWELL_NANOS;
    again();
  }

  void end() {
    connection.home().forget(this);
  }

  @Override
  public Runnable due(long now) {
    if (closing) {
      return now - farewellDeadline >= 0 ? connection::end : NOTHING;
    }
    if (connection.candidateNanosLeft(now) <= 0) {
      return connection::dropCandidate;
    }
    if (admissionNanosLeft(now) <= 0) {
      return () -> connection.close(CloseReason.FORCED_SERVER_CLOSE);
    }
    if (heartbeat.isOver(now) || sink().nanosLeft(now) <= 0) {
      return () -> connection.close(CloseReason.PING_TIMEOUT);
    }
    return heartbeat.isPingDue(now) ? this::ping : NOTHING;
  }

  private void ping() {
    heartbeat.pinged(System.nanoTime());
    connection.send(Frame.PING);
  }

  @Override
  public long nanosLeft(long now) {
    if (closing) {
      return farewellDeadline - now;
    }
    long asked = Math.min(connection.candidateNanosLeft(now), sink().nanosLeft(now));
    return Math.min(Math.min(heartbeat.nanosLeft(now), admissionNanosLeft(now)), asked);
  }

  /** How long the peer may still be let in nowhere; for ever once it was. */
  private long admissionNanosLeft(long now) {
    return sink().admitted() ? Long.MAX_VALUE : admissionDeadline - now;
  }

  private MessageSink sink() {
    MessageSink known = above;
    if (known == null) {
      throw new IllegalStateException("The connection was not opened.");
    }
    return known;
  }
}
