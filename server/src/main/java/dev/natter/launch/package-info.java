/** Starts: reads the command line and the settings, wires every part, and stops them in order. */
@NullMarked
package dev.natter.launch;

import org.jspecify.annotations.NullMarked;
