package dev.natter.wire;

/**
 * What a client sent is not of the shape asked for. Its message is a sentence for that client. It
 * has no stack trace: hostile input costs little and never fills a log.
 */
public final class MalformedException extends Exception {
  private static final long serialVersionUID = 1L;

  public MalformedException(String sentence) {
    super(sentence, null, false, false);
  }

  /** What is wrong, for the client. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
