package dev.natter.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.natter.chat.Member;
import java.time.Instant;
import java.util.Locale;

/**
 * A member of a room as events, listings and REST show it.
 *
 * @param user its id
 * @param role {@code member}, {@code moderator} or {@code owner}; {@code guest} for one who does
 *     not belong to the room
 * @param mutedUntil ISO-8601; left out if it was never muted
 * @param banned left out if it is not
 * @param online whether it is there now; only in listings, and left out if it is not
 */
public record ShownMember(
    String room,
    String user,
    String name,
    String role,
    String since,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String mutedUntil,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean banned,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean online) {

  /** A member's spelling. */
  public static ShownMember of(Member member) {
    return of(member, false);
  }

  static ShownMember of(Member member, boolean online) {
    Instant until = member.sanction().mutedUntil();
    return new ShownMember(
        member.room().name(),
        member.user().value(),
        member.name(),
        member.role().name().toLowerCase(Locale.ROOT),
        Timestamp.of(member.since()),
        until.equals(Instant.EPOCH) ? "" : Timestamp.of(until),
        member.sanction().banned(),
        online);
  }
}
