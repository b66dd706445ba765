package dev.natter.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.natter.chat.Caller;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * The answer to {@code session:refresh}.
 *
 * @param expiresAt when the session ends now; left out if never
 */
public record SessionRefreshed(
    boolean ok, String standing, @JsonInclude(JsonInclude.Include.NON_EMPTY) String expiresAt) {

  /** The answer for a caller. */
  public static SessionRefreshed of(Caller caller, Optional<Instant> expires) {
    return new SessionRefreshed(
        true,
        caller.standing().name().toLowerCase(Locale.ROOT),
        expires.map(Timestamp::of).orElse(""));
  }
}
