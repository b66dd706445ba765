package dev.natter.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.natter.chat.PresencePage;
import dev.natter.chat.RoomId;
import java.util.List;

/**
 * The answer to {@code presence:list}: those who belong to a room or have it open, by id.
 *
 * @param present how many of all of them are there now
 * @param cursor what to ask with for what follows; left out at the end
 */
public record PresenceListing(
    boolean ok,
    String room,
    int present,
    List<ShownAttendee> people,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String cursor) {

  /** The answer for a page. */
  public static PresenceListing of(RoomId room, PresencePage page) {
    return new PresenceListing(
        true,
        room.name(),
        page.present(),
        page.people().items().stream().map(ShownAttendee::of).toList(),
        page.people().next());
  }
}
