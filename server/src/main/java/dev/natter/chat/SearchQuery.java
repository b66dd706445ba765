package dev.natter.chat;

/**
 * A request for the newest messages of a room that have some words.
 *
 * @param words all of which a message must have, 1 to {@value Words#MAX_WANTED}
 * @param before only messages with a smaller sequence; {@link Long#MAX_VALUE} for all
 * @param limit the most messages wanted, 1 to {@value #MAX_LIMIT}
 */
public record SearchQuery(RoomId room, Words words, long before, int limit) {

  /** The most messages of one page. */
  public static final int MAX_LIMIT = 100;

  public SearchQuery {
    if (words.all().isEmpty() || words.all().size() > Words.MAX_WANTED) {
      throw new IllegalArgumentException("a search is for 1 to 16 words");
    }
    if (before < 0) {
      throw new IllegalArgumentException("'before' is a sequence");
    }
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("'limit' is 1 to " + MAX_LIMIT);
    }
  }
}
