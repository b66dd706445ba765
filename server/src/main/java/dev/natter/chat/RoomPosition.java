package dev.natter.chat;

/**
 * How far a room has come: what one must know to have all of it.
 *
 * @param sequence that of its newest message, 0 for none
 * @param change the number of its newest modification, 0 for none
 */
public record RoomPosition(long sequence, long change) {}
