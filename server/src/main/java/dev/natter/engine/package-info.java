/**
 * Speaks Socket.IO: netty-socketio with its handshake, transports, codec and dispatch replaced by
 * ones that conform to Engine.IO 3 and 4 and Socket.IO protocol 4 and 5.
 */
@NullMarked
package dev.natter.engine;

import org.jspecify.annotations.NullMarked;
