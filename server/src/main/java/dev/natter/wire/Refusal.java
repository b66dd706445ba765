package dev.natter.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.natter.chat.RejectCode;
import dev.natter.chat.Rejected;

/**
 * The answer to what is refused.
 *
 * @param message why, for people
 * @param retry whether the same may succeed later
 * @param retryAfterMs how long to wait before that; left out where nobody knows
 */
public record Refusal(
    boolean ok,
    RejectCode code,
    String message,
    boolean retry,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) long retryAfterMs) {

  /** The answer for a refusal. */
  public static Refusal of(Rejected why) {
    return new Refusal(
        false, why.code(), why.sentence(), why.code().retryable(), why.retryAfter().toMillis());
  }
}
