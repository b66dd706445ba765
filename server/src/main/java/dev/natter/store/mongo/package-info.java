/** Remembers: messages in MongoDB, real or embedded, through one driver and one code. */
@NullMarked
package dev.natter.store.mongo;

import org.jspecify.annotations.NullMarked;
