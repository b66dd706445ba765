package dev.natter.net;

import java.util.function.Consumer;

/**
 * Who listens to one raw WebSocket. Both are called on its event loop.
 *
 * @param text given each text message
 * @param gone run when the connection is closed, for whatever reason; once, last
 */
public record WebSocketListener(Consumer<String> text, Runnable gone) {

  /** Hears nothing. */
  static final WebSocketListener NONE = new WebSocketListener(text -> {}, () -> {});
}
