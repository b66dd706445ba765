package dev.natter.chat;

/**
 * A request for part of a room's history. With {@code after} given it reads upwards from there;
 * otherwise it reads the newest messages below {@code before}. Either way the page comes back in
 * ascending order.
 *
 * @param after only messages with a greater sequence, 0 or more; {@value #NO_BOUND} for no bound
 * @param before only messages with a smaller sequence; {@link Long#MAX_VALUE} for no bound
 * @param limit the most messages wanted, 1 to {@value #MAX_LIMIT}
 */
public record HistoryQuery(RoomId room, long after, long before, int limit) {

  /** The most messages of one page. */
  public static final int MAX_LIMIT = 200;

  /** The value of {@code after} that stands for no lower bound. */
  public static final long NO_BOUND = -1;

  public HistoryQuery {
    if (after < NO_BOUND || before < 0) {
      throw new IllegalArgumentException("'after' and 'before' are sequences, 0 or greater");
    }
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("'limit' is 1 to " + MAX_LIMIT);
    }
  }

  /** Whether the page is read upwards from {@link #after}. */
  public boolean ascends() {
    return after != NO_BOUND;
  }
}
