package dev.natter.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.natter.chat.Caller;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Who asks, as REST tells it; a session is told the same when it opens.
 *
 * @param standing {@code guest}, {@code user}, {@code bot} or {@code admin}
 */
public record ShownCaller(SessionOpened.SpokenBy user, String standing) {

  /**
   * The answer to whoever has signed in without a password.
   *
   * @param token left out where a cookie has it
   * @param expiresAt left out for a token that is good until it is revoked
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record SignedIn(
      SessionOpened.SpokenBy user, String standing, String token, String expiresAt) {

    /** The answer for a caller and its token; empty if a cookie has that. */
    public static SignedIn of(Caller caller, String token, Optional<Instant> expires) {
      ShownCaller shown = ShownCaller.of(caller);
      return new SignedIn(
          shown.user(), shown.standing(), token, expires.map(Timestamp::of).orElse(""));
    }

    /** Keeps the token out of logs. */
    @Override
    public String toString() {
      return "SignedIn";
    }
  }

  /** The spelling of a caller. */
  public static ShownCaller of(Caller caller) {
    return new ShownCaller(
        new SessionOpened.SpokenBy(caller.user().value(), caller.sender().name()),
        caller.standing().name().toLowerCase(Locale.ROOT));
  }
}
