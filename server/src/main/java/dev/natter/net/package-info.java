/**
 * Listens: routes beside the engine, WebSocket upgrades, the second listener, connection limits and
 * deadlines.
 *
 * <p>A request passes {@link dev.natter.net.ConnectionLimits} when its connection is made, then
 * {@link dev.natter.net.HttpFront}, whose table of routes either answers it, upgrades it through
 * {@link dev.natter.net.WebSocketUpgrade}, or passes it on to the engine.
 */
@NullMarked
package dev.natter.net;

import org.jspecify.annotations.NullMarked;
