package dev.natter.wire;

import java.util.Map;

/** The payload of {@code typing:set}: {@code {room, typing}}. */
public record SetTyping(String room, boolean typing) {

  /** Reads it; without more said, one types. */
  public static SetTyping read(String json) throws MalformedException {
    Map<String, String> properties = WireCodec.properties(json);
    return new SetTyping(
        RoomQuestion.room(properties), Properties.truth(properties, "typing").orElse(true));
  }
}
