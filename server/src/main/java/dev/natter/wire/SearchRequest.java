package dev.natter.wire;

import dev.natter.chat.RoomId;
import dev.natter.chat.SearchQuery;
import dev.natter.chat.Words;
import java.util.Map;

/**
 * The question for messages by their words: {@code {words, room?, before?, limit?}}.
 *
 * @param room empty for all rooms that one belongs to
 * @param before goes on in a room; not without one
 */
public record SearchRequest(Words words, String room, long before, int limit) {

  private static final int DEFAULT_LIMIT = 20;
  private static final int MAX_TEXT_LENGTH = 256;

  /** Reads the argument of {@code search}. */
  public static SearchRequest read(String json) throws MalformedException {
    return of(WireCodec.properties(json));
  }

  /** Reads the parameters of a URL's query, {@code room} among them. */
  public static SearchRequest ofQuery(Map<String, String> values) throws MalformedException {
    Map<String, String> properties = Properties.ofQuery(values, "words");
    if (values.containsKey("room")) {
      properties.put("room", WireCodec.json(values.getOrDefault("room", "")));
    }
    return of(properties);
  }

  /** The query of it. */
  public SearchQuery query(RoomId target) {
    return new SearchQuery(target, words, before, limit);
  }

  private static SearchRequest of(Map<String, String> properties) throws MalformedException {
    Words words = Words.of(Properties.text(properties, "words", MAX_TEXT_LENGTH));
    if (words.all().isEmpty() || words.all().size() > Words.MAX_WANTED) {
      throw new MalformedException(
          "'words' has 1 to " + Words.MAX_WANTED + " words, of letters and digits.");
    }
    String room = Properties.text(properties, "room", RoomId.MAX_LENGTH);
    long before = Properties.number(properties, "before", Long.MAX_VALUE);
    if (room.isEmpty() && before != Long.MAX_VALUE) {
      throw new MalformedException("'before' goes on in one 'room'.");
    }
    return new SearchRequest(
        words, room, before, Properties.limit(properties, DEFAULT_LIMIT, SearchQuery.MAX_LIMIT));
  }
}
