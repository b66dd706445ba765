package dev.natter.wire;

import dev.natter.chat.Unread;

/**
 * What a user has not seen of a room, as {@code unread:changed}, listings and REST show it.
 *
 * @param sequence that of the room's newest message
 * @param change the number of the room's newest modification
 * @param read the newest sequence that it has read
 * @param delivered the newest sequence that reached it
 * @param unread how many messages it has not read
 * @param mentions how many of those mention it, 100 at most
 */
public record ShownUnread(
    String room, long sequence, long change, long read, long delivered, long unread, int mentions) {

  /** The spelling of it. */
  public static ShownUnread of(Unread unread) {
    return new ShownUnread(
        unread.room().name(),
        unread.sequence(),
        unread.change(),
        unread.cursor().read(),
        unread.cursor().delivered(),
        unread.count(),
        unread.mentions());
  }
}
