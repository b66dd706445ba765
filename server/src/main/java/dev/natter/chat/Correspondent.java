package dev.natter.chat;

/**
 * Somebody who writes to others one by one, and comes back as the same by a key.
 *
 * @param key a secret of its client's: whoever says it is this one
 */
public record Correspondent(String key, String namespace, UserId user, String name) {}
