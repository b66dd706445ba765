/**
 * Proves the engine from outside: one case for every clause of the Engine.IO and Socket.IO
 * protocols, every defect of the stock library and every known attack, over sockets of our own, and
 * real clients against it.
 */
@NullMarked
package dev.natter.conformance;

import org.jspecify.annotations.NullMarked;
