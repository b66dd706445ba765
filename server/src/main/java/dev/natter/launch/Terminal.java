package dev.natter.launch;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;

/**
 * Where a command reads and writes.
 *
 * @param out for what was asked for
 * @param err for everything else that a person should know
 * @param errors the same as a stream, for the log
 */
record Terminal(InputStream in, PrintWriter out, PrintWriter err, OutputStream errors) {}
