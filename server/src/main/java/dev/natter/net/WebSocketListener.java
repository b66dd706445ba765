package dev.natter.net;

/** Who listens to one raw WebSocket. Thread: io. */
public interface WebSocketListener {

  /** A text message came. */
  void text(String text);

  /** The connection is closed, for whatever reason; called once, last. */
  void gone();
}
