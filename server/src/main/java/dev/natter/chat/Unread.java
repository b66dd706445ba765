package dev.natter.chat;

/**
 * What a user has not seen of a room that it belongs to.
 *
 * @param sequence that of the room's newest message
 * @param change the number of the room's newest modification
 */
public record Unread(RoomId room, long sequence, long change, Cursor cursor) {

  /** How many messages it has not read. */
  public long count() {
    return cursor.unread(sequence);
  }

  /** How many of those mention it, {@value Cursor#MAX_MENTIONS} at most. */
  public int mentions() {
    return cursor.unreadMentions();
  }
}
