package dev.natter.store.mongo;

import org.jspecify.annotations.Nullable;

/**
 * The store cannot be opened. The message is one sentence for the person who starts the server; it
 * holds no credential.
 */
public final class StoreUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  StoreUnavailableException(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }
}
