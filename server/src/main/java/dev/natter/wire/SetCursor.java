package dev.natter.wire;

import java.util.Map;

/** The payload of {@code read:set} and {@code delivered:set}: {@code {room, sequence}}. */
public record SetCursor(String room, long sequence) {

  /** Reads it. */
  public static SetCursor read(String json) throws MalformedException {
    Map<String, String> properties = WireCodec.properties(json);
    return new SetCursor(
        RoomQuestion.room(properties), Properties.number(properties, "sequence", 0));
  }
}
