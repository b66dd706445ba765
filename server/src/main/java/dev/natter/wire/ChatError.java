package dev.natter.wire;

import dev.natter.chat.RejectCode;
import dev.natter.chat.Rejected;

/**
 * A refusal on a raw WebSocket that speaks JSON.
 *
 * @param text the sentence once more, since pages of that dialect show the {@code text} of whatever
 *     comes
 */
public record ChatError(String type, RejectCode code, String message, boolean retry, String text) {

  /** The error of a refusal. */
  public static ChatError of(Rejected why) {
    return new ChatError(
        "error", why.code(), why.sentence(), why.code().retryable(), why.sentence());
  }
}
