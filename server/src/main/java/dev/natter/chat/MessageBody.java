package dev.natter.chat;

/**
 * What a message says: any JSON value, kept as the text in which its sender spelled it, so that it
 * comes back equal to the last digit.
 *
 * @param json one valid JSON value; the door that read it has checked that
 */
public record MessageBody(String json) {
  public MessageBody {
    if (json.isEmpty()) {
      throw new IllegalArgumentException("a message body is a JSON value");
    }
  }
}
