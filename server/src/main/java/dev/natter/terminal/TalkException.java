package dev.natter.terminal;

/** The server cannot be talked to, or refuses. The message is one sentence that says why. */
public final class TalkException extends Exception {
  private static final long serialVersionUID = 1L;

  TalkException(String sentence) {
    super(sentence);
  }
}
