package dev.natter.wire;

import dev.natter.chat.Retention;
import dev.natter.chat.Room;
import dev.natter.chat.RoomKind;
import dev.natter.chat.RoomPatch;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The payload of {@code room:update}: {@code {room, topic?, readOnly?, kind?, keepDays?,
 * keepCount?}}; what is left out stays.
 */
public record UpdateRoom(String room, RoomPatch patch) {

  /** Reads it. */
  public static UpdateRoom read(String json) throws MalformedException {
    Map<String, String> properties = WireCodec.properties(json);
    return new UpdateRoom(RoomQuestion.room(properties), patch(properties));
  }

  /** Reads the same without a room, whose name is elsewhere. */
  public static RoomPatch patch(String json) throws MalformedException {
    return patch(WireCodec.properties(json));
  }

  private static RoomPatch patch(Map<String, String> properties) throws MalformedException {
    return new RoomPatch(
        Properties.word(properties, "kind", RoomKind.values()),
        Properties.truth(properties, "readOnly"),
        Properties.isMissing(properties, "topic")
            ? Optional.empty()
            : Optional.of(topic(properties)),
        count(properties, "keepDays", Retention.MAX_DAYS),
        count(properties, "keepCount", Retention.MAX_COUNT));
  }

  static String topic(Map<String, String> properties) throws MalformedException {
    String topic = Properties.text(properties, "topic", Room.MAX_TOPIC_LENGTH);
    if (topic.codePoints().anyMatch(Character::isISOControl)) {
      throw new MalformedException("'topic' has no control character.");
    }
    return topic;
  }

  private static OptionalInt count(Map<String, String> properties, String name, int most)
      throws MalformedException {
    if (Properties.isMissing(properties, name)) {
      return OptionalInt.empty();
    }
    long count = Properties.number(properties, name, 0);
    if (count > most) {
      throw new MalformedException("'" + name + "' is at most " + most + ".");
    }
    return OptionalInt.of((int) count);
  }
}
