package dev.natter.chat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds messages by their words in the rooms that a caller may read.
 *
 * <p>Thread: read.
 */
final class Search {

  /** The most rooms that one search without a room looks into. */
  static final int MAX_ROOMS = 200;

  private static final Comparator<Message> NEWEST_FIRST =
      Comparator.comparing(Message::at)
          .thenComparing(message -> message.room().name())
          .thenComparing(Message::sequence)
          .reversed();

  private final MessageStore store;
  private final Rooms rooms;
  private final int maxCharacters;

  Search(MessageStore store, Rooms rooms, int maxCharacters) {
    this.store = store;
    this.rooms = rooms;
    this.maxCharacters = maxCharacters;
  }

  Answer<SearchPage> in(Caller caller, SearchQuery query) throws StoreException {
    return rooms.guarded(
        caller, Act.READ, query.room(), () -> store.search(query).within(maxCharacters));
  }

  /** The newest of all rooms that the caller belongs to; one goes on searching room by room. */
  Answer<SearchPage> everywhere(Caller caller, String namespace, Words words, int limit)
      throws StoreException {
    List<Message> found = new ArrayList<>();
    List<RoomId> own = rooms.roomsOf(caller, namespace, MAX_ROOMS + 1);
    boolean more = own.size() > MAX_ROOMS;
    for (RoomId room : own.subList(0, Math.min(own.size(), MAX_ROOMS))) {
      SearchQuery query = new SearchQuery(room, words, Long.MAX_VALUE, limit);
      Answer<SearchPage> page = in(caller, query);
      if (page instanceof Answer.Given<SearchPage> given) {
        found.addAll(given.value().messages());
        more |= given.value().more();
      }
      if (found.size() > limit) {
        found.sort(NEWEST_FIRST);
        more = true;
        found.subList(limit, found.size()).clear();
      }
    }
    found.sort(NEWEST_FIRST);
    return new Answer.Given<>(new SearchPage(found, 0, more).within(maxCharacters));
  }
}
