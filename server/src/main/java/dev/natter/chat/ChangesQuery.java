package dev.natter.chat;

/**
 * A request for what was modified in a room.
 *
 * @param after only messages whose newest modification has a greater number, 0 or more
 * @param limit the most messages wanted, 1 to {@value HistoryQuery#MAX_LIMIT}
 */
public record ChangesQuery(RoomId room, long after, int limit) {
  public ChangesQuery {
    if (after < 0) {
      throw new IllegalArgumentException("'after' is a change, 0 or greater");
    }
    if (limit < 1 || limit > HistoryQuery.MAX_LIMIT) {
      throw new IllegalArgumentException("'limit' is 1 to " + HistoryQuery.MAX_LIMIT);
    }
  }
}
