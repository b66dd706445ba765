package dev.natter.wire;

import dev.natter.chat.ChangesPage;
import dev.natter.chat.RoomId;
import java.util.List;

/**
 * The answer to {@code room:changes}.
 *
 * @param messages as they stand now, in ascending order of change
 * @param change what to ask after next
 */
public record ChangesAck(
    boolean ok, String room, List<PostedMessage> messages, long change, boolean more) {

  /** The answer for a page. */
  public static ChangesAck of(RoomId room, ChangesPage page) {
    return new ChangesAck(
        true,
        room.name(),
        page.messages().stream().map(PostedMessage::of).toList(),
        page.change(),
        page.more());
  }
}
