package dev.natter.wire;

import dev.natter.chat.RoomRemoved;
import java.util.Locale;

/**
 * The news of {@code room:removed}: one hears the room no more.
 *
 * @param why {@code left}, {@code kicked}, {@code banned}, or {@code refused} for a room that one
 *     named when one connected
 */
public record Removal(String room, String why) {

  /** The spelling of it. */
  public static Removal of(RoomRemoved removed) {
    return new Removal(removed.room().name(), removed.why().name().toLowerCase(Locale.ROOT));
  }
}
