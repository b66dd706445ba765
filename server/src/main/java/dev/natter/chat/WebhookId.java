package dev.natter.chat;

/**
 * What identifies a webhook.
 *
 * @param value 1 to {@value #MAX_LENGTH} letters, digits, {@code -} and {@code _}
 */
public record WebhookId(String value) {

  /** The most characters in an id. */
  public static final int MAX_LENGTH = 64;

  public WebhookId {
    if (!value.matches("[A-Za-z0-9_-]{1," + MAX_LENGTH + "}")) {
      throw new IllegalArgumentException("a webhook's id has 1 to 64 letters and digits");
    }
  }
}
