/** Recognises people: passwords, tokens of ours and of others, guests. */
@NullMarked
package dev.natter.auth;

import org.jspecify.annotations.NullMarked;
