package dev.natter.wire;

import dev.natter.chat.Listing;
import dev.natter.chat.RoomId;
import dev.natter.chat.UserId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A question for part of a list: {@code {room?, words?, cursor?, limit?}}.
 *
 * @param room empty if none was named
 * @param words only what holds each of them; empty for all
 * @param cursor that of the answer before; empty to begin
 */
public record ListRequest(String room, String words, String cursor, int limit) {

  private static final int MAX_WORDS_LENGTH = 200;
  private static final int DEFAULT_LIMIT = 50;

  /** Reads an event's argument. */
  public static ListRequest read(String json) throws MalformedException {
    return of(WireCodec.properties(json));
  }

  /**
   * Reads the parameters of a URL's query.
   *
   * @param values by name, as text
   */
  public static ListRequest ofQuery(Map<String, String> values) throws MalformedException {
    Map<String, String> properties = new LinkedHashMap<>();
    for (String name : new String[] {"words", "cursor"}) {
      if (values.containsKey(name)) {
        properties.put(name, WireCodec.json(values.get(name)));
      }
    }
    if (values.containsKey("limit")) {
      properties.put("limit", values.getOrDefault("limit", ""));
    }
    return of(properties);
  }

  private static ListRequest of(Map<String, String> properties) throws MalformedException {
    long limit = Properties.number(properties, "limit", DEFAULT_LIMIT);
    if (limit < 1 || limit > Listing.MAX_LIMIT) {
      throw new MalformedException("'limit' is 1 to " + Listing.MAX_LIMIT + ".");
    }
    return new ListRequest(
        Properties.text(properties, "room", RoomId.MAX_LENGTH),
        Properties.text(properties, "words", MAX_WORDS_LENGTH),
        Properties.text(properties, "cursor", UserId.MAX_LENGTH),
        (int) limit);
  }
}
