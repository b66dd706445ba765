package dev.natter.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.natter.chat.Room;
import java.util.Locale;

/**
 * A room as {@code room:changed}, listings and REST show it.
 *
 * @param room its name
 * @param kind {@code public}, {@code private} or {@code direct}
 * @param topic left out if there is none
 * @param createdAt ISO-8601 in UTC with milliseconds
 * @param keepDays after how many days its messages go; left out if never
 * @param keepCount how many of its messages are kept; left out if all
 */
public record ShownRoom(
    String room,
    String kind,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String topic,
    boolean readOnly,
    String createdAt,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int keepDays,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int keepCount) {

  /** A room's spelling. */
  public static ShownRoom of(Room room) {
    return new ShownRoom(
        room.id().name(),
        room.kind().name().toLowerCase(Locale.ROOT),
        room.topic(),
        room.readOnly(),
        Timestamp.of(room.createdAt()),
        room.retention().days(),
        room.retention().count());
  }
}
