package dev.natter.wire;

import dev.natter.chat.HistoryPage;
import dev.natter.chat.RoomId;
import java.util.List;

/** A page of history as REST shows it. */
public record HistoryListing(
    String room, String namespace, List<PostedMessage> messages, boolean more) {

  /** The listing of a page. */
  public static HistoryListing of(RoomId room, HistoryPage page) {
    return new HistoryListing(
        room.name(),
        room.namespace(),
        page.messages().stream().map(PostedMessage::of).toList(),
        page.more());
  }
}
