/** Measures: a load of Socket.IO clients against any server, and what it cost that server. */
@NullMarked
package dev.natter.bench;

import org.jspecify.annotations.NullMarked;
