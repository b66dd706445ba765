package dev.natter.chat;

/**
 * Something outside that hears of a room's messages, or posts some.
 *
 * @param name as whom it posts
 * @param address where it is told; empty for one that only posts
 * @param command the first word of the messages that it is told, as {@code /weather}; empty for all
 * @param secret what signs that which it is told; of one that only posts, a digest of what its
 *     address ends with
 * @param delivered the sequence of the last message that it was told
 * @param parked whether it is told nothing more until somebody resumes it
 * @param fault why the last attempt failed; empty if it did not
 */
public record Webhook(
    WebhookId id,
    RoomId room,
    WebhookKind kind,
    String name,
    String address,
    String command,
    String secret,
    long delivered,
    boolean parked,
    String fault) {

  /** The most characters (UTF-16 units) in an address. */
  public static final int MAX_ADDRESS = 500;

  private static final int MAX_COMMAND = 32;

  public Webhook {
    require(!name.isBlank() && name.length() <= Sender.MAX_NAME_LENGTH, "a name has 1 to 64");
    require(address.length() <= MAX_ADDRESS, "an address has at most 500");
    if (kind == WebhookKind.COMMAND ? !isCommand(command) : !command.isEmpty()) {
      throw new IllegalArgumentException("a command is a slash and a word, as '/weather'");
    }
  }

  /** Whether a text is a slash and a word. */
  public static boolean isCommand(String text) {
    return text.length() <= MAX_COMMAND && text.matches("/[\\p{L}\\p{N}_-]+");
  }

  private static void require(boolean condition, String sentence) {
    if (!condition) {
      throw new IllegalArgumentException(sentence + " characters");
    }
  }

  /** Whether it is told anything. */
  public boolean isTold() {
    return kind != WebhookKind.IN;
  }

  /** As whom it posts. */
  public Sender sender() {
    return new Sender(UserId.hook(id.value()), name);
  }

  /** The same, having been told up to a message. */
  public Webhook delivered(long sequence) {
    return new Webhook(id, room, kind, name, address, command, secret, sequence, parked, "");
  }

  /** The same, which could not be told. */
  public Webhook failed(boolean forGood, String why) {
    return new Webhook(id, room, kind, name, address, command, secret, delivered, forGood, why);
  }

  /** The same, told again after a message. */
  public Webhook resumed(long after) {
    return new Webhook(id, room, kind, name, address, command, secret, after, false, "");
  }
}
