package dev.natter.wire;

/**
 * What a client sent is not of the shape asked for. Its message is a sentence for that client. It
 * has no stack trace: hostile input costs little and never fills a log.
 */
public final class MalformedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean json;

  /** Of a value that is JSON, but not of the shape asked for. */
  public MalformedException(String sentence) {
    this(sentence, true);
  }

  MalformedException(String sentence, boolean json) {
    super(sentence, null, false, false);
    this.json = json;
  }

  /** Whether it was JSON within the limits at all. */
  public boolean isJson() {
    return json;
  }

  /** What is wrong, for the client. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
