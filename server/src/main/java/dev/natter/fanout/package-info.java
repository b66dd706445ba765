/** Tells: one broadcast to every door's listeners on this node. */
@NullMarked
package dev.natter.fanout;

import org.jspecify.annotations.NullMarked;
