package dev.natter.wire;

import dev.natter.chat.RejectCode;
import dev.natter.chat.SendResult;

/**
 * The answer to what is refused.
 *
 * @param message why, for people
 * @param retry whether the same may succeed later
 */
public record Refusal(boolean ok, RejectCode code, String message, boolean retry) {

  /** The answer for a refusal. */
  public static Refusal of(SendResult.Rejected why) {
    return new Refusal(false, why.code(), why.sentence(), why.code().retryable());
  }
}
