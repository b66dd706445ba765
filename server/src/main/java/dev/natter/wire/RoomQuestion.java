package dev.natter.wire;

import dev.natter.chat.RoomId;
import java.util.Map;

/** The payload {@code {room}}. */
public record RoomQuestion(String room) {

  /** Reads it. */
  public static RoomQuestion read(String json) throws MalformedException {
    return new RoomQuestion(room(WireCodec.properties(json)));
  }

  static String room(Map<String, String> properties) throws MalformedException {
    return Properties.required(properties, "room", RoomId.MAX_LENGTH);
  }
}
