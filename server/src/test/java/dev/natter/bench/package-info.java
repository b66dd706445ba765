/**
 * Measures what a delivery, an ack and an idle connection cost a server; BENCHMARKS.md says how.
 */
@NullMarked
package dev.natter.bench;

import org.jspecify.annotations.NullMarked;
