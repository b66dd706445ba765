package dev.natter.engine;

import org.jspecify.annotations.Nullable;

/**
 * The WebSocket that would take over from polling, while it probes. See "Upgrade" of the Engine.IO
 * protocol.
 *
 * <p>Thread: the connection's event loop.
 */
final class Candidate {

  private static final String PROBE = "2probe";
  private static final String UPGRADE = "5";

  private @Nullable WebSocketFrames socket;
  private boolean probed;
  private long deadline;

  /** What a candidate's packet asks for. */
  enum Wish {
    PROBE,
    UPGRADE,
    NOTHING_KNOWN
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

  void begin(WebSocketFrames candidate, long until) {
    socket = candidate;
    probed = false;
    deadline = until;
  }

  Wish hear(String packet) {
    if (packet.equals(PROBE)) {
      probed = true;
      return Wish.PROBE;
    }
    return packet.equals(UPGRADE) ? Wish.UPGRADE : Wish.NOTHING_KNOWN;
  }

  void forget() {
    socket = null;
    probed = false;
  }

  void drop() {
    WebSocketFrames dropped = socket;
    forget();
    if (dropped != null) {
      dropped.close();
    }
  }
}
