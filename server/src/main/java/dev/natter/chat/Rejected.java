package dev.natter.chat;

import java.time.Duration;
import java.util.function.Function;

/**
 * A refusal: nothing is known to have been done.
 *
 * @param code why, for programs
 * @param sentence why and what to do, for people
 * @param retryAfter how long to wait before the same may succeed; zero where nobody knows
 */
public record Rejected(RejectCode code, String sentence, Duration retryAfter)
    implements SendResult {

  /** A refusal of which nobody knows how long it lasts. */
  public Rejected(RejectCode code, String sentence) {
    this(code, sentence, Duration.ZERO);
  }

  @Override
  public <R> R fold(Function<Accepted, R> accepted, Function<Rejected, R> rejected) {
    return rejected.apply(this);
  }
}
