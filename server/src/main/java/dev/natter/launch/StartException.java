package dev.natter.launch;

/** The server cannot start here. The message is one sentence that says why and what to do. */
final class StartException extends Exception {
  private static final long serialVersionUID = 1L;

  StartException(String sentence) {
    super(sentence);
  }

  StartException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
