package dev.natter.wire;

import java.util.Map;

/** The payload of {@code read:set} and {@code delivered:set}: {@code {room, sequence}}. */
public record SetCursor(String room, long sequence) {

  /** Reads the sequence alone, for a room that the address names. */
  public static long sequence(String json) throws MalformedException {
    return Properties.number(WireCodec.properties(json), "sequence", 0);
  }

  /** Reads it. */
  public static SetCursor read(String json) throws MalformedException {
    Map<String, String> properties = WireCodec.properties(json);
    return new SetCursor(
        RoomQuestion.room(properties), Properties.number(properties, "sequence", 0));
  }
}
