package dev.natter.bench;

/** Why nothing could be measured, as a sentence for people. */
public final class BenchException extends Exception {

  private static final long serialVersionUID = 1;

  BenchException(String sentence) {
    super(sentence);
  }

  BenchException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
