package dev.natter.chat;

/**
 * Who said a message, as it is kept with the message.
 *
 * @param name what people read, 1 to {@value #MAX_NAME_LENGTH} characters
 */
public record Sender(UserId user, String name) {

  /** The most characters (UTF-16 units) in a name. */
  public static final int MAX_NAME_LENGTH = 64;

  public Sender {
    if (name.isEmpty() || name.length() > MAX_NAME_LENGTH) {
      throw new IllegalArgumentException("a name has 1 to 64 characters");
    }
  }

  /**
   * A guest.
   *
   * @param sessionId the public id of its connection
   * @param name what it calls itself; empty for a name made of the id
   */
  public static Sender guest(String sessionId, String name) {
    String shortId = sessionId.substring(0, Math.min(6, sessionId.length()));
    return new Sender(UserId.guest(sessionId), name.isEmpty() ? "guest-" + shortId : name);
  }
}
