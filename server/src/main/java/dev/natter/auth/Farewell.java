package dev.natter.auth;

import dev.natter.chat.Rejected;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * How a door tells a session what becomes of its recognition.
 *
 * @param expiring told a minute before the token expires, when that is
 * @param ended told why the session is over; it must close the connection
 */
public record Farewell(Consumer<Instant> expiring, Consumer<Rejected> ended) {}
