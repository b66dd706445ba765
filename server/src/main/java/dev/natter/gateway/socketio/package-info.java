/** Translates Socket.IO events to chat operations and back. */
@NullMarked
package dev.natter.gateway.socketio;

import org.jspecify.annotations.NullMarked;
