package dev.natter.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.natter.chat.Caller;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What a session is told of itself when it opens.
 *
 * @param standing {@code guest}, {@code user}, {@code bot} or {@code admin}
 * @param expiresAt when it ends unless it is refreshed; left out if never
 * @param token with which a guest comes back as the same; left out for everybody else
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SessionOpened(
    SpokenBy user, String standing, String expiresAt, String token, ShownLimits limits) {

  /**
   * Who somebody is.
   *
   * @param id what the server knows it by
   * @param name what people read
   */
  public record SpokenBy(String id, String name) {}

  /** What is told to a caller. */
  public static SessionOpened of(
      Caller caller, Optional<Instant> expires, String guestToken, ShownLimits limits) {
    return new SessionOpened(
        new SpokenBy(caller.user().value(), caller.sender().name()),
        caller.standing().name().toLowerCase(Locale.ROOT),
        expires.map(Timestamp::of).orElse(""),
        guestToken,
        limits);
  }
}
