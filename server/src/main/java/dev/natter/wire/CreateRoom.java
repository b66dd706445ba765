package dev.natter.wire;

import dev.natter.chat.RoomKind;
import java.util.Map;

/** The payload of {@code room:create}: {@code {room, kind, topic?, readOnly?}}. */
public record CreateRoom(String room, RoomKind kind, String topic, boolean readOnly) {

  /** Reads it. */
  public static CreateRoom read(String json) throws MalformedException {
    Map<String, String> properties = WireCodec.properties(json);
    return new CreateRoom(
        RoomQuestion.room(properties),
        Properties.word(properties, "kind", RoomKind.values()).orElse(RoomKind.PUBLIC),
        UpdateRoom.topic(properties),
        Properties.truth(properties, "readOnly").orElse(false));
  }
}
