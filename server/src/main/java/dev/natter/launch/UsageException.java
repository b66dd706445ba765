package dev.natter.launch;

/** What was asked for cannot be meant. The message is one sentence for the person who asked. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  UsageException(String sentence) {
    super(sentence);
  }
}
