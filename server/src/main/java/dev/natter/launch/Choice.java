package dev.natter.launch;

/**
 * A value that somebody set, as text, and where.
 *
 * @param origin how to name the place in a sentence, such as {@code --port} or {@code NATTER_PORT}
 */
record Choice(String text, String origin) {}
