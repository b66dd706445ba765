package dev.natter.chat;

import java.util.function.Function;

/** What was asked for, or why it is refused. */
public sealed interface Answer<T> {

  /** Goes on with whichever of the two it is. */
  <R> R fold(Function<T, R> given, Function<Rejected, R> refused);

  /** The answer that was asked for. */
  record Given<T>(T value) implements Answer<T> {
    @Override
    public <R> R fold(Function<T, R> given, Function<Rejected, R> refused) {
      return given.apply(value);
    }
  }

  /** The refusal of a request. */
  record Refused<T>(Rejected why) implements Answer<T> {
    public Refused(RejectCode code, String sentence) {
      this(new Rejected(code, sentence));
    }

    @Override
    public <R> R fold(Function<T, R> given, Function<Rejected, R> refused) {
      return refused.apply(why);
    }
  }
}
