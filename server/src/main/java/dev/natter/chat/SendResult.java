package dev.natter.chat;

import java.util.function.Function;

/** What became of a draft. */
public sealed interface SendResult permits SendResult.Accepted, Rejected {

  /** Goes on with whichever of the two it is. */
  <R> R fold(Function<Accepted, R> accepted, Function<Rejected, R> rejected);

  /**
   * The draft is a message and is kept as the delivery mode promises.
   *
   * @param message the stored message; for a resend, the one that was stored first
   * @param resend whether the key was known and nothing new was stored
   */
  record Accepted(Message message, boolean resend) implements SendResult {
    @Override
    public <R> R fold(Function<Accepted, R> accepted, Function<Rejected, R> rejected) {
      return accepted.apply(this);
    }
  }
}
