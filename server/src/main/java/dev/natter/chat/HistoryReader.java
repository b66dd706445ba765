package dev.natter.chat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads history from any place, by what the store offers by sequence.
 *
 * <p>Thread: read.
 */
final class HistoryReader {

  private final MessageStore store;
  private final int maxCharacters;

  HistoryReader(MessageStore store, int maxCharacters) {
    this.store = store;
    this.maxCharacters = maxCharacters;
  }

  HistoryPage page(RoomId room, HistoryPlace place, int limit) throws StoreException {
    if (place instanceof HistoryPlace.Around around) {
      return around(room, around.sequence(), limit);
    }
    if (place instanceof HistoryPlace.Since since) {
      long after = lastBefore(room, since.time());
      return page(new HistoryQuery(room, after, Long.MAX_VALUE, limit));
    }
    HistoryPlace.Between between = (HistoryPlace.Between) place;
    return page(new HistoryQuery(room, between.after(), between.before(), limit));
  }

  HistoryPage page(HistoryQuery query) throws StoreException {
    return store.history(query).within(maxCharacters, query.ascends());
  }

  /** Half of the page up to the message, it included, and half behind it. */
  private HistoryPage around(RoomId room, long sequence, int limit) throws StoreException {
    int half = maxCharacters / 2;
    HistoryPage older =
        store
            .history(new HistoryQuery(room, HistoryQuery.NO_BOUND, sequence + 1, (limit + 1) / 2))
            .within(half, false);
    List<Message> messages = new ArrayList<>(older.messages());
    int rest = limit - messages.size();
    if (rest == 0) {
      return older;
    }
    HistoryPage newer =
        store.history(new HistoryQuery(room, sequence, Long.MAX_VALUE, rest)).within(half, true);
    messages.addAll(newer.messages());
    return new HistoryPage(messages, older.more() || newer.more());
  }

  /**
   * The sequence of the last message before a time, 0 if there is none. Times ascend with sequences
   * as long as the server's clock does, so halving finds it with one small read for each bit of the
   * room's length; no index of times is kept for it.
   */
  long lastBefore(RoomId room, Instant time) throws StoreException {
    List<Message> newest =
        store.history(new HistoryQuery(room, HistoryQuery.NO_BOUND, Long.MAX_VALUE, 1)).messages();
    if (newest.isEmpty() || newest.get(0).at().isBefore(time)) {
      return newest.isEmpty() ? 0 : newest.get(0).sequence();
    }
    long low = 0;
    long high = newest.get(0).sequence();
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      // The first that is kept from there on: the history may begin later than with 1.
      List<Message> found =
          store.history(new HistoryQuery(room, middle - 1, Long.MAX_VALUE, 1)).messages();
      if (!found.isEmpty() && found.get(0).at().isBefore(time)) {
        low = Math.max(middle, found.get(0).sequence());
      } else {
        high = middle;
      }
    }
    return low;
  }
}
