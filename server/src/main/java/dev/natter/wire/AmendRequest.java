package dev.natter.wire;

import dev.natter.chat.Emoji;
import dev.natter.chat.MessageBody;
import dev.natter.chat.RoomId;
import java.util.Map;

/**
 * The message that somebody wants to modify, and what {@code message:edit}, {@code message:react},
 * {@code message:delete} and {@code message:edits} say of it.
 *
 * @param room empty if none was named
 */
public record AmendRequest(String room, long sequence, Map<String, String> properties) {

  public AmendRequest {
    properties = Map.copyOf(properties);
  }

  /** Reads {@code {room, sequence, …}}. */
  public static AmendRequest read(String json) throws MalformedException {
    Map<String, String> properties = WireCodec.properties(json);
    String room = Properties.text(properties, "room", RoomId.MAX_LENGTH);
    long sequence = Properties.number(properties, "sequence", 0);
    if (sequence < 1) {
      throw new MalformedException("'sequence' says which message, 1 or more.");
    }
    return new AmendRequest(room, sequence, properties);
  }

  /** The {@code body} of it. */
  public MessageBody body() throws MalformedException {
    String body = properties.get("body");
    if (body == null) {
      throw new MalformedException("'body' is missing.");
    }
    return new MessageBody(body, Dialect.NATTER.wireName());
  }

  /** The {@code emoji} of it. */
  public Emoji emoji() throws MalformedException {
    return emoji(Properties.text(properties, "emoji", Emoji.MAX_LENGTH));
  }

  /** An emoji that came in another way. */
  public static Emoji emoji(String text) throws MalformedException {
    try {
      return new Emoji(text);
    } catch (IllegalArgumentException e) {
      throw new MalformedException("'emoji' is not one: " + e.getMessage() + ".");
    }
  }

  /** Whether the reaction is to be there: {@code on}, true if it is missing. */
  public boolean on() throws MalformedException {
    return Properties.truth(properties, "on", true);
  }
}
