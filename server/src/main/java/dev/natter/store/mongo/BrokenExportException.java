package dev.natter.store.mongo;

/** What is to be imported is not an export. The message is one sentence that says where and why. */
public final class BrokenExportException extends Exception {
  private static final long serialVersionUID = 1L;

  BrokenExportException(String sentence) {
    super(sentence);
  }
}
