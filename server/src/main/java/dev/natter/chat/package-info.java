/**
 * Decides: messages, rooms, order and refusals. Imports no other package of ours and no library.
 */
@NullMarked
package dev.natter.chat;

import org.jspecify.annotations.NullMarked;
