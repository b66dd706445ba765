package dev.natter.wire;

import dev.natter.chat.ChangesQuery;
import dev.natter.chat.HistoryQuery;
import dev.natter.chat.RoomId;
import java.util.Map;

/**
 * The question for what was modified: {@code {room, after, limit?}}.
 *
 * @param room empty if none was named
 */
public record ChangesRequest(String room, long after, int limit) {

  /** Reads the argument of {@code room:changes}. */
  public static ChangesRequest read(String json) throws MalformedException {
    return of(WireCodec.properties(json));
  }

  /** Reads the parameters of a URL's query. */
  public static ChangesRequest ofQuery(Map<String, String> values) throws MalformedException {
    return of(Properties.ofQuery(values));
  }

  /** The query of it. */
  public ChangesQuery query(RoomId target) {
    return new ChangesQuery(target, after, limit);
  }

  private static ChangesRequest of(Map<String, String> properties) throws MalformedException {
    return new ChangesRequest(
        Properties.text(properties, "room", RoomId.MAX_LENGTH),
        Properties.number(properties, "after", 0),
        Properties.limit(properties, HistoryQuery.MAX_LIMIT, HistoryQuery.MAX_LIMIT));
  }
}
