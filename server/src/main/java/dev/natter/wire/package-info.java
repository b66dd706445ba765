/**
 * Spells: the dialects, one record per payload, and JSON – all that a client can see.
 *
 * <p>{@link dev.natter.wire.Dialect} is the table of the vocabularies; adding one means adding a
 * row there.
 */
@NullMarked
package dev.natter.wire;

import org.jspecify.annotations.NullMarked;
