/** Translates raw WebSocket frames to chat operations and back. */
@NullMarked
package dev.natter.gateway.websocket;

import org.jspecify.annotations.NullMarked;
