package dev.natter.engine;

import org.jspecify.annotations.Nullable;

/**
 * The WebSocket that would take over from polling, while it probes. See "Upgrade" of the Engine.IO
 * protocol.
 *
 * <p>Thread: the connection's event loop.
 */
final class Candidate {

  /** Nobody wants to take over: nearly always, so it is one for all connections. */
  static final Candidate NONE = new Candidate(null, 0);

  private static final String PROBE = "2probe";
  private static final String UPGRADE = "5";

  private final @Nullable WebSocketFrames socket;
  private final long deadline;
  private boolean probed;

  private Candidate(@Nullable WebSocketFrames socket, long deadline) {
    this.socket = socket;
    this.deadline = deadline;
  }

  /** What a candidate's packet asks for. */
  enum Wish {
    PROBE,
    UPGRADE,
    NOTHING_KNOWN
  }

  static Candidate of(WebSocketFrames socket, long until) {
    return new Candidate(socket, until);
  }

  boolean isThere() {
    return socket != null;
  }

  boolean is(WebSocketFrames other) {
    return socket == other;
  }

  /** Whether it has probed, so that the client wants its polling to come to rest. */
  boolean hasProbed() {
    return probed;
  }

  /** How long it still may take; for ever if there is none. */
  long nanosLeft(long now) {
    return socket == null ? Long.MAX_VALUE : deadline - now;
  }

  /** What a packet of its socket asks for. */
  Wish hear(String packet) {
    if (packet.equals(PROBE)) {
      probed = true;
      return Wish.PROBE;
    }
    return packet.equals(UPGRADE) ? Wish.UPGRADE : Wish.NOTHING_KNOWN;
  }

  void close() {
    WebSocketFrames dropped = socket;
    if (dropped != null) {
      dropped.close();
    }
  }
}
