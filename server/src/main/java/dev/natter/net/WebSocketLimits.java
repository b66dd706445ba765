package dev.natter.net;

import java.time.Duration;

/**
 * What a raw WebSocket may do.
 *
 * @param maxFrameBytes the most bytes of a message, whole or in fragments
 * @param maxFragments the most frames of a message
 * @param maxControlFrames the most pings, pongs and empty frames in a second
 * @param maxOutboundBytes the most bytes that may wait for a slow reader
 * @param pingInterval how long a peer may be silent before it is pinged
 * @param pingTimeout how long it may then go on being silent
 * @param closeTimeout how long a peer may take to answer a close
 */
public record WebSocketLimits(
    int maxFrameBytes,
    int maxFragments,
    int maxControlFrames,
    int maxOutboundBytes,
    Duration pingInterval,
    Duration pingTimeout,
    Duration closeTimeout) {

  /** The same with another largest message, and another backlog. */
  public WebSocketLimits with(int frameBytes, int outboundBytes) {
    return new WebSocketLimits(
        frameBytes,
        maxFragments,
        maxControlFrames,
        outboundBytes,
        pingInterval,
        pingTimeout,
        closeTimeout);
  }

  /** The same as at the Socket.IO door where there is the like. */
  public static WebSocketLimits defaults() {
    return new WebSocketLimits(
        1_000_000,
        1024,
        100,
        1 << 20,
        Duration.ofSeconds(25),
        Duration.ofSeconds(20),
        Duration.ofSeconds(2));
  }
}
