package dev.natter.launch;

import dev.natter.chat.ChatLimits;
import dev.natter.engine.EngineOptions;
import dev.natter.net.ConnectionLimits;
import dev.natter.net.TrustedProxies;
import dev.natter.net.WebSocketLimits;

/**
 * How much one server takes, of what an operator may want otherwise.
 *
 * @param connections the most connections of all listeners together
 * @param connectionsPerAddress the most of one address
 * @param bodyBytes the most bytes of a message's body
 * @param frameBytes the most bytes of a frame or of a polling request
 * @param backlogBytes the most bytes that wait for one slow reader
 * @param roomsPerSession the most rooms that a session may hear
 */
record ServerLimits(
    int connections,
    int connectionsPerAddress,
    int bodyBytes,
    int frameBytes,
    int backlogBytes,
    int roomsPerSession) {

  /** What a message's frame holds beside its body, at the most. */
  private static final int AROUND_A_BODY = 4_096;

  private static final int MAX_CONNECTIONS = 10_000_000;

  /** The largest body that anybody may choose: what waits on a lane holds two of them. */
  static final int MAX_BODY_BYTES = 16 << 20;

  private static final int MAX_FRAME_BYTES = 64 << 20;
  private static final int MAX_BACKLOG_BYTES = 256 << 20;
  private static final int MAX_ROOMS = 10_000;

  static ServerLimits of(Settings.Reader read) throws UsageException {
    ServerLimits limits =
        new ServerLimits(
            read.count(Setting.CONNECTIONS, MAX_CONNECTIONS),
            read.count(Setting.CONNECTIONS_PER_ADDRESS, MAX_CONNECTIONS),
            read.count(Setting.BODY_BYTES, MAX_BODY_BYTES),
            read.count(Setting.FRAME_BYTES, MAX_FRAME_BYTES),
            read.count(Setting.BACKLOG_BYTES, MAX_BACKLOG_BYTES),
            read.count(Setting.ROOMS_PER_SESSION, MAX_ROOMS));
    if (limits.bodyBytes() + AROUND_A_BODY > limits.frameBytes()) {
      throw read.refusal(
          Setting.BODY_BYTES,
          "a frame of --frame-bytes must hold it and " + AROUND_A_BODY + " more");
    }
    if (limits.frameBytes() > limits.backlogBytes()) {
      throw read.refusal(Setting.BACKLOG_BYTES, "it holds at least one frame of --frame-bytes");
    }
    return limits;
  }

  ConnectionLimits forListeners(TrustedProxies proxies) {
    return new ConnectionLimits(connections, connectionsPerAddress, proxies);
  }

  ChatLimits forChat() {
    return ChatLimits.defaults().with(bodyBytes, roomsPerSession);
  }

  WebSocketLimits forWebSockets() {
    return WebSocketLimits.defaults().with(frameBytes, backlogBytes);
  }

  EngineOptions in(EngineOptions options) {
    return options.withMaxHttpBufferSize(frameBytes).withMaxOutboundBytes(backlogBytes);
  }
}
