package dev.natter.wire;

import dev.natter.chat.Role;
import dev.natter.chat.Room;
import java.util.Locale;

/**
 * The answer to {@code room:create}, {@code room:show}, {@code room:update} and {@code
 * direct:open}.
 *
 * @param role what the asking user is in it
 */
public record RoomAck(boolean ok, ShownRoom room, String role) {

  /** The answer for a room. */
  public static RoomAck of(Room room, Role role) {
    return new RoomAck(true, ShownRoom.of(room), role.name().toLowerCase(Locale.ROOT));
  }
}
