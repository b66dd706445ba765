package dev.natter.wire;

/** The answer to what is done and leaves nothing to tell. */
public record DoneAck(boolean ok) {}
