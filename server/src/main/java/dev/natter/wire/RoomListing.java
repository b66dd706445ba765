package dev.natter.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.natter.chat.Listing;
import dev.natter.chat.Room;
import java.util.List;

/**
 * The answer to {@code room:list}.
 *
 * @param cursor what to ask with for what follows; left out at the end
 */
public record RoomListing(
    boolean ok, List<ShownRoom> rooms, @JsonInclude(JsonInclude.Include.NON_EMPTY) String cursor) {

  /** The answer for a page of rooms. */
  public static RoomListing of(Listing<Room> page) {
    return new RoomListing(true, page.items().stream().map(ShownRoom::of).toList(), page.next());
  }
}
