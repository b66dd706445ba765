package dev.natter.auth;

import dev.natter.chat.Role;
import dev.natter.chat.Standing;
import dev.natter.chat.UserId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Whom a token names.
 *
 * @param name what people read; may be empty for a guest
 * @param expires when the token stops being good; empty for never
 */
record Identity(
    UserId user,
    String name,
    Standing standing,
    Map<String, Role> grants,
    Optional<Instant> expires) {}
