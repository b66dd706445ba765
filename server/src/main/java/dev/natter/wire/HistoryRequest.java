package dev.natter.wire;

import dev.natter.chat.HistoryPlace;
import dev.natter.chat.HistoryQuery;
import dev.natter.chat.RoomId;
import java.util.Map;

/**
 * The question for part of a room's history: {@code {room?, after?, before?, limit?}}, or with
 * {@code around} (a sequence) or {@code since} (an ISO-8601 time) in the place of the two bounds.
 *
 * @param room empty if none was named
 */
public record HistoryRequest(String room, HistoryPlace place, int limit) {

  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_TIME_LENGTH = 40;

  /** Reads the argument of {@code history}. */
  public static HistoryRequest read(String json) throws MalformedException {
    return of(WireCodec.properties(json));
  }

  /**
   * Reads the parameters of a URL's query.
   *
   * @param values by name, as text
   */
  public static HistoryRequest ofQuery(Map<String, String> values) throws MalformedException {
    return of(Properties.ofQuery(values, "since"));
  }

  private static HistoryRequest of(Map<String, String> properties) throws MalformedException {
    return new HistoryRequest(
        Properties.text(properties, "room", RoomId.MAX_LENGTH),
        place(properties),
        Properties.limit(properties, DEFAULT_LIMIT, HistoryQuery.MAX_LIMIT));
  }

  private static HistoryPlace place(Map<String, String> properties) throws MalformedException {
    String since = Properties.text(properties, "since", MAX_TIME_LENGTH);
    long around = Properties.number(properties, "around", 0);
    long after = Properties.number(properties, "after", HistoryQuery.NO_BOUND);
    long before = Properties.number(properties, "before", Long.MAX_VALUE);
    boolean bounded = after != HistoryQuery.NO_BOUND || before != Long.MAX_VALUE;
    boolean centred = around > 0;
    if ((centred && bounded) || (!since.isEmpty() && (centred || bounded))) {
      throw new MalformedException(
          "'around' and 'since' stand alone, without 'after' and 'before'.");
    }
    if (!since.isEmpty()) {
      return new HistoryPlace.Since(Timestamp.read("since", since));
    }
    return centred ? new HistoryPlace.Around(around) : new HistoryPlace.Between(after, before);
  }
}
