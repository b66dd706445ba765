package dev.natter.engine;

/**
 * Why connections and clients go, in the words of Node's {@code socket.io}. Upstream gives
 * listeners no reason.
 */
final class CloseReason {

  static final String TRANSPORT_CLOSE = "transport close";
  static final String TRANSPORT_ERROR = "transport error";
  static final String PING_TIMEOUT = "ping timeout";
  static final String PARSE_ERROR = "parse error";
  static final String FORCED_CLOSE = "forced close";
  static final String FORCED_SERVER_CLOSE = "forced server close";
  static final String SHUTTING_DOWN = "server shutting down";
  static final String SERVER_LEFT = "server namespace disconnect";
  static final String CLIENT_LEFT = "client namespace disconnect";

  /** Ours alone: Node lets what a reader does not fetch grow without limit. */
  static final String SLOW_READER = "slow reader";

  private CloseReason() {}

  /** Whether what is still queued, and a close packet, shall reach the client. */
  static boolean isOrderly(String reason) {
    return switch (reason) {
      case TRANSPORT_CLOSE, TRANSPORT_ERROR, PING_TIMEOUT, PARSE_ERROR, SLOW_READER -> false;
      default -> true;
    };
  }
}
