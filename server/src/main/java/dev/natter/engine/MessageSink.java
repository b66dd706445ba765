package dev.natter.engine;

/**
 * What lies above an Engine.IO connection: Socket.IO, or a test server's echo.
 *
 * <p>Thread: the connection's event loop.
 */
interface MessageSink {

  void opened();

  void text(String message);

  void binary(byte[] message);

  /** The peer sent a ping (Engine.IO 3) or answered one (4). */
  void heartbeat();

  /** Nothing follows; called once. */
  void closed(String reason);

  /** Whether the peer has been let in anywhere, or asking for that is under way. */
  boolean admitted();

  /** How long the peer has to end what it began; for ever if it began nothing. */
  long nanosLeft(long nowNanos);
}
