package dev.natter.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.natter.chat.Listing;
import dev.natter.chat.Unread;
import java.util.List;

/**
 * The answer to {@code unread:list}: all rooms one belongs to.
 *
 * @param cursor what to ask with for what follows; left out at the end
 */
public record UnreadListing(
    boolean ok,
    List<ShownUnread> rooms,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String cursor) {

  /** The answer for a page. */
  public static UnreadListing of(Listing<Unread> page) {
    return new UnreadListing(
        true, page.items().stream().map(ShownUnread::of).toList(), page.next());
  }
}
