package dev.natter.wire;

import dev.natter.chat.HistoryPage;
import dev.natter.chat.RoomId;
import java.util.List;

/** The answer to {@code history}. */
public record HistoryAck(boolean ok, String room, List<PostedMessage> messages, boolean more) {

  /** The answer for a page. */
  public static HistoryAck of(RoomId room, HistoryPage page) {
    return new HistoryAck(
        true, room.name(), page.messages().stream().map(PostedMessage::of).toList(), page.more());
  }
}
