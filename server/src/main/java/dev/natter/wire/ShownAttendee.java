package dev.natter.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.natter.chat.Attendee;
import java.util.Locale;

/**
 * Somebody who belongs to a room or has it open.
 *
 * @param user its id
 * @param role {@code guest}, {@code member}, {@code moderator} or {@code owner}; only in listings
 * @param lastSeen ISO-8601; left out of who is there, of guests, and if it is not known
 */
public record ShownAttendee(
    String user,
    String name,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String role,
    boolean online,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String lastSeen) {

  static ShownAttendee of(Attendee attendee) {
    return new ShownAttendee(
        attendee.who().user().value(),
        attendee.who().name(),
        attendee.role().map(role -> role.name().toLowerCase(Locale.ROOT)).orElse(""),
        attendee.online(),
        attendee.lastSeen().map(Timestamp::of).orElse(""));
  }
}
