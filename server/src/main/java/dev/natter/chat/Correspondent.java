package dev.natter.chat;

/** Somebody who writes to others one by one. */
public record Correspondent(UserId user, String name) {}
