/** Talks: a client of a running server for the terminal, made as any bot is. */
@NullMarked
package dev.natter.terminal;

import org.jspecify.annotations.NullMarked;
