package dev.natter.chat;

/**
 * What makes a resend recognisable: of two drafts with one key in one room only the first is
 * stored, and both get its result.
 *
 * @param value already scoped to its user by the door; empty when the sender gave none
 */
public record IdempotencyKey(String value) {

  /** The most characters (UTF-16 units) in a key, its scope included. */
  public static final int MAX_LENGTH = 256;

  /** No key: every send is a message of its own. */
  public static final IdempotencyKey NONE = new IdempotencyKey("");

  public IdempotencyKey {
    if (value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("an idempotency key has at most 256 characters");
    }
  }

  /** Whether the sender gave a key. */
  public boolean isPresent() {
    return !value.isEmpty();
  }
}
