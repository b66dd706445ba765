package dev.natter.wire;

import dev.natter.chat.HistoryQuery;
import dev.natter.chat.RoomId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The question for part of a room's history: {@code {room?, after?, before?, limit?}}.
 *
 * @param room empty if none was named
 */
public record HistoryRequest(String room, long after, long before, int limit) {

  private static final int DEFAULT_LIMIT = 50;

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
    Map<String, String> properties = new LinkedHashMap<>(values);
    properties.remove("room");
    return of(properties);
  }

  /** The query of it. */
  public HistoryQuery query(RoomId target) {
    return new HistoryQuery(target, after, before, limit);
  }

  private static HistoryRequest of(Map<String, String> properties) throws MalformedException {
    long limit = Properties.number(properties, "limit", DEFAULT_LIMIT);
    if (limit < 1 || limit > HistoryQuery.MAX_LIMIT) {
      throw new MalformedException("'limit' is 1 to " + HistoryQuery.MAX_LIMIT + ".");
    }
    return new HistoryRequest(
        Properties.text(properties, "room", RoomId.MAX_LENGTH),
        Properties.number(properties, "after", HistoryQuery.NO_BOUND),
        Properties.number(properties, "before", Long.MAX_VALUE),
        (int) limit);
  }
}
