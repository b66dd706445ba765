package dev.natter.chat;

/** The store could not answer: away, slow, full, or stopped. Its message is for the log. */
public final class StoreException extends Exception {
  private static final long serialVersionUID = 1L;

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
