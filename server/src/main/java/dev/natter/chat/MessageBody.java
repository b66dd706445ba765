package dev.natter.chat;

/**
 * What a message says: any JSON value, kept as the text in which its sender spelled it, so that it
 * comes back equal to the last digit. Binary data within it is text as well: {@code {"_binary":
 * base64}}.
 *
 * @param json one valid JSON value; the door that read it has checked that
 * @param dialect the name of the vocabulary it was said in, so that the same vocabulary gives back
 *     the same value where another one takes its text; empty where none is known
 */
public record MessageBody(String json, String dialect) {

  /** The only property of an object that stands for binary data; its value is base64. */
  public static final String BINARY = "_binary";

  /** What a deleted message says. */
  public static final MessageBody GONE = new MessageBody("null");

  public MessageBody {
    if (json.isEmpty()) {
      throw new IllegalArgumentException("a message body is a JSON value");
    }
  }

  /** A body of which nobody knows the vocabulary it was said in. */
  public MessageBody(String json) {
    this(json, "");
  }
}
