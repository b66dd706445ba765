package dev.natter.chat;

import java.util.concurrent.CompletableFuture;

/** What became of something that was asked for; fails if it is not what a test expects. */
final class Outcomes {

  private Outcomes() {}

  /** What was given. */
  static <T> T given(CompletableFuture<Answer<T>> answer) {
    return answer
        .join()
        .fold(
            value -> value,
            why -> {
              throw new AssertionError(why);
            });
  }

  /** Why it was refused. */
  static <T> RejectCode refused(CompletableFuture<Answer<T>> answer) {
    return answer
        .join()
        .fold(
            value -> {
              throw new AssertionError(value);
            },
            Rejected::code);
  }
}
