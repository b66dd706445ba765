/** Tests of the engine, and the server that conformance suites talk to. */
@NullMarked
package dev.natter.engine;

import org.jspecify.annotations.NullMarked;
