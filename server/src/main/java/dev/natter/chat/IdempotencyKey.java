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
  public static final int MAX_LENGTH = 320;

  /** The most characters (UTF-16 units) of the part that a client chooses. */
  public static final int MAX_CLIENT_ID_LENGTH = 128;

  /** No key: every send is a message of its own. */
  public static final IdempotencyKey NONE = new IdempotencyKey("");

  private static final String GUEST = "guest:";

  /** Ends the user in a key; no user's id has it. */
  private static final char USER_END = '|';

  public IdempotencyKey {
    if (value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("an idempotency key has at most 320 characters");
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
    requireShort(clientId);
    return new IdempotencyKey(GUEST + clientId + ":" + digest(body));
  }

  /** The key of whoever it is: a user's own, or that of a guest. */
  public static IdempotencyKey of(UserId user, String clientId, MessageBody body) {
    if (clientId.isEmpty() || user.isGuest()) {
      return ofGuest(clientId, body);
    }
    requireShort(clientId);
    return new IdempotencyKey(user.value() + USER_END + clientId);
  }

  private static void requireShort(String clientId) {
    if (clientId.length() > MAX_CLIENT_ID_LENGTH) {
      throw new IllegalArgumentException("a client's id of a message has at most 128 characters");
    }
  }

  /** Whether the sender gave a key. */
  public boolean isPresent() {
    return !value.isEmpty();
  }

  /** The part that the client chose; empty when it gave none. */
  public String clientId() {
    boolean guest = value.startsWith(GUEST) && value.lastIndexOf(':') > GUEST.length();
    if (!guest && value.indexOf(USER_END) >= 0) {
      return value.substring(value.indexOf(USER_END) + 1);
    }
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
