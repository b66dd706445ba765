package dev.natter.store.mongo;

import dev.natter.chat.HistoryQuery;
import dev.natter.chat.Message;
import dev.natter.chat.RoomId;
import dev.natter.chat.SearchPage;
import dev.natter.chat.SearchQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * One search in one room, from the newest message downwards: the newest blocks are read as they
 * are, which is all it takes for a word that is often said; if that found little, {@link WordIndex}
 * says which of the others to read.
 *
 * <p>Thread: read; one search, one use.
 */
final class MessageSearch {

  /** The most blocks whose messages one search reads. */
  private static final int MAX_BLOCKS = 32;

  /** How many are read before the index is asked. */
  private static final int UNASKED_BLOCKS = 1;

  private final SearchQuery query;
  private final MessageQueries queries;
  private final WordIndex index;
  private final List<Message> found = new ArrayList<>();
  private int read;

  MessageSearch(SearchQuery query, MessageQueries queries, WordIndex index) {
    this.query = query;
    this.queries = queries;
    this.index = index;
  }

  SearchPage run() {
    RoomId room = query.room();
    long newest = Math.min(queries.last(room), Math.max(query.before() - 1, 0));
    if (newest == 0) {
      return page(0);
    }
    long next = WordBlock.of(room, newest).number();
    long end = index.end(room);
    if (next > end) {
      index.makeBlocks(room);
    }
    // What has no block must be read; a little more is, for that may be enough.
    while (next >= 0 && (next >= end || read < UNASKED_BLOCKS || isCommon())) {
      if (isFull()) {
        return page(new WordBlock(room, next).last() + 1);
      }
      read(new WordBlock(room, next));
      next--;
    }
    for (long number : candidates(next)) {
      WordBlock block = new WordBlock(room, number);
      if (isFull()) {
        return page(block.last() + 1);
      }
      read(block);
    }
    return page(0);
  }

  /** The blocks to read, from a number downwards: all, where the index has too many to tell. */
  private List<Long> candidates(long from) {
    List<Long> having = index.having(query.room(), query.words(), from + 1);
    return having.size() < WordIndex.MAX_CANDIDATES
        ? having
        : LongStream.rangeClosed(0, from).map(n -> from - n).limit(MAX_BLOCKS + 1).boxed().toList();
  }

  /** Whether reading on finds enough sooner than asking the index. */
  private boolean isCommon() {
    return (long) found.size() * MAX_BLOCKS >= (long) query.limit() * read;
  }

  /** Whether enough is found, with one more to know that there is more, or enough was read. */
  private boolean isFull() {
    return found.size() > query.limit() || read == MAX_BLOCKS;
  }

  private void read(WordBlock block) {
    read++;
    long before = Math.min(block.last() + 1, query.before());
    List<Message> messages =
        queries
            .page(new HistoryQuery(block.room(), block.first() - 1, before, WordBlock.MESSAGES))
            .messages();
    for (int i = messages.size() - 1; i >= 0; i--) {
      if (query.words().areIn(messages.get(i))) {
        found.add(messages.get(i));
      }
    }
  }

  /**
   * What was found.
   *
   * @param before where to go on if not all of that is shown; 0 if everything was looked at
   */
  private SearchPage page(long before) {
    if (found.size() <= query.limit()) {
      return new SearchPage(found, before, before > 0);
    }
    List<Message> shown = found.subList(0, query.limit());
    return new SearchPage(shown, shown.get(shown.size() - 1).sequence(), true);
  }
}
