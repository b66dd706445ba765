package dev.natter.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.natter.chat.Listing;
import dev.natter.chat.Member;
import dev.natter.chat.RoomId;
import dev.natter.chat.UserId;
import java.util.List;
import java.util.function.Predicate;

/**
 * The answer to {@code room:members}.
 *
 * @param cursor what to ask with for what follows; left out at the end
 */
public record MemberListing(
    boolean ok,
    String room,
    List<ShownMember> members,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String cursor) {

  /**
   * The answer for a page of members.
   *
   * @param isPresent whether a user is in the room now
   */
  public static MemberListing of(RoomId room, Listing<Member> page, Predicate<UserId> isPresent) {
    return new MemberListing(
        true,
        room.name(),
        page.items().stream()
            .map(member -> ShownMember.of(member, isPresent.test(member.user())))
            .toList(),
        page.next());
  }
}
