package dev.natter.chat;

import java.util.Optional;
import java.util.OptionalInt;

/** What is to change in a room's record; what is empty stays. */
public record RoomPatch(
    Optional<RoomKind> kind,
    Optional<Boolean> readOnly,
    Optional<String> topic,
    OptionalInt keepDays,
    OptionalInt keepCount) {

  /** Whether it asks for nothing but another topic. */
  boolean isTopicAlone() {
    return topic.isPresent()
        && kind.isEmpty()
        && readOnly.isEmpty()
        && keepDays.isEmpty()
        && keepCount.isEmpty();
  }

  /** The record after it. */
  Room applied(Room room) {
    return new Room(
        room.id(),
        kind.orElse(room.kind()),
        readOnly.orElse(room.readOnly()),
        topic.orElse(room.topic()),
        new Retention(
            keepDays.orElse(room.retention().days()), keepCount.orElse(room.retention().count())),
        room.creator(),
        room.createdAt());
  }
}
