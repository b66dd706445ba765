package dev.natter.chat;

/**
 * Part of those who belong to a room or have it open, by id.
 *
 * @param present how many of all of them are there now
 */
public record PresencePage(Listing<Attendee> people, int present) {}
