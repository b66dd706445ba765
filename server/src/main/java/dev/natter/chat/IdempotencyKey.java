package dev.natter.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What makes a resend recognisable: of two drafts with one key in one room only the first is
 * stored, and both get its result.
 *
 * @param value already scoped to its user by the door; empty when the sender gave none
 */
public record IdempotencyKey(String value) {

  /** The most characters (UTF-16 units) in a key, its scope included. */
  public static final int MAX_LENGTH = 256;

  /** The most characters (UTF-16 units) of the part that a client chooses. */
  public static final int MAX_CLIENT_ID_LENGTH = 128;

  /** No key: every send is a message of its own. */
  public static final IdempotencyKey NONE = new IdempotencyKey("");

  private static final String GUEST = "guest:";

  public IdempotencyKey {
    if (value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("an idempotency key has at most 256 characters");
    }
  }

  /**
   * The key of a guest. A guest has no identity that outlives its connection, so the key holds a
   * digest of the body instead: a resend meets its first result, and nobody can take another's key
   * with other words.
   */
  public static IdempotencyKey ofGuest(String clientId, MessageBody body) {
    if (clientId.isEmpty()) {
      return NONE;
    }
    if (clientId.length() > MAX_CLIENT_ID_LENGTH) {
      throw new IllegalArgumentException("a client's id of a message has at most 128 characters");
    }
    return new IdempotencyKey(GUEST + clientId + ":" + digest(body));
  }

  /** Whether the sender gave a key. */
  public boolean isPresent() {
    return !value.isEmpty();
  }

  /** The part that the client chose; empty when it gave none. */
  public String clientId() {
    boolean guest = value.startsWith(GUEST) && value.lastIndexOf(':') > GUEST.length();
    return guest ? value.substring(GUEST.length(), value.lastIndexOf(':')) : value;
  }

  private static String digest(MessageBody body) {
    try {
      byte[] sha = MessageDigest.getInstance("SHA-256").digest(body.json().getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(sha);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
