package dev.natter.store.mongo;

import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.h2.mvstore.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * How a query is answered from one ordered index: points on its first fields, then perhaps a range
 * on the next one, then perhaps the order that the query asks for. What it yields is a superset of
 * the answer; the matcher has the last word.
 *
 * @param points how many of the index's leading fields are held to known values
 * @param range whether the field after them is held to a range
 * @param sorted whether entries come in the order asked for
 * @param descending whether they are then read backwards
 * @param score the greater, the more selective
 */
record QueryPlan(
    OrderedIndex index,
    QueryBounds bounds,
    int points,
    boolean range,
    boolean sorted,
    boolean descending,
    int score) {

  /** The most points that {@code $in} conditions may multiply to. */
  static final int MAX_POINTS = 10_000;

  /** How the index gives the order asked for, if it does. */
  private enum Direction {
    UNSORTED,
    FORWARDS,
    BACKWARDS
  }

  private static final int POINT_SCORE = 100;
  private static final int RANGE_SCORE = 40;
  private static final int ORDER_SCORE = 20;
  private static final int UNIQUE_SCORE = 5;
  private static final int SINGLE_DOCUMENT_SCORE = 1000;

  /** The best plan; none when every index would have to be read whole for nothing. */
  static @Nullable QueryPlan of(
      Collection<Index<Long>> indexes, Document query, @Nullable Document orderBy) {
    if (orderBy != null && orderBy.containsKey("$natural")) {
      return null;
    }
    QueryBounds bounds = new QueryBounds(query);
    QueryPlan best = null;
    for (Index<Long> candidate : indexes) {
      if (candidate instanceof OrderedIndex index) {
        QueryPlan plan = of(index, bounds, orderBy);
        if (plan != null && (best == null || plan.score > best.score)) {
          best = plan;
        }
      }
    }
    return best;
  }

  private static @Nullable QueryPlan of(
      OrderedIndex index, QueryBounds bounds, @Nullable Document orderBy) {
    int points = points(index, bounds);
    boolean range =
        points < index.fieldCount()
            && !(index.multikey() && points > 0)
            && bounds.field(index.field(points)).isRange();
    if (admitsMissingEntries(index, bounds, points, range)) {
      return null;
    }
    Direction direction = direction(index, bounds, points, orderBy);
    boolean sorted = direction != Direction.UNSORTED;
    if (points == 0 && !range && !sorted) {
      return null;
    }
    boolean single = points == index.fieldCount() && index.isUnique();
    int score =
        points * POINT_SCORE
            + (range ? RANGE_SCORE : 0)
            + (sorted ? ORDER_SCORE : 0)
            + (index.isUnique() ? UNIQUE_SCORE : 0)
            + (single ? SINGLE_DOCUMENT_SCORE : 0);
    return new QueryPlan(
        index, bounds, points, range, sorted, direction == Direction.BACKWARDS, score);
  }

  /**
   * How many leading fields have known values. Of an index with arrays only the first is used:
   * conditions on two fields may be met by different elements, which no single entry shows.
   */
  private static int points(OrderedIndex index, QueryBounds bounds) {
    int most = index.multikey() ? 1 : index.fieldCount();
    int points = 0;
    long combinations = 1;
    while (points < most) {
      QueryBounds.Field field = bounds.field(index.field(points));
      combinations *= Math.max(1, field.valueCount());
      if (!field.isEquality() || combinations > MAX_POINTS) {
        break;
      }
      points++;
    }
    return points;
  }

  /** Whether documents without an entry in this index could match. */
  private static boolean admitsMissingEntries(
      OrderedIndex index, QueryBounds bounds, int points, boolean range) {
    if (!index.sparse() && !index.multikey()) {
      return false;
    }
    boolean nulls = false;
    for (int i = 0; i < points; i++) {
      nulls |= bounds.field(index.field(i)).admitsNull();
    }
    return nulls || (points == 0 && !range);
  }

  private static Direction direction(
      OrderedIndex index, QueryBounds bounds, int points, @Nullable Document orderBy) {
    if (orderBy == null || orderBy.isEmpty() || index.multikey()) {
      return Direction.UNSORTED;
    }
    List<String> held = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      if (bounds.field(index.field(i)).valueCount() > 1) {
        return Direction.UNSORTED;
      }
      held.add(index.field(i));
    }
    int next = points;
    Direction direction = Direction.UNSORTED;
    for (Map.Entry<String, Object> order : orderBy.entrySet()) {
      if (held.contains(order.getKey())) {
        continue;
      }
      if (next == index.fieldCount() || !index.field(next).equals(order.getKey())) {
        return Direction.UNSORTED;
      }
      boolean ascends = ((Number) order.getValue()).intValue() > 0;
      Direction wanted =
          ascends == index.ascending(next) ? Direction.FORWARDS : Direction.BACKWARDS;
      if (direction != Direction.UNSORTED && direction != wanted) {
        return Direction.UNSORTED;
      }
      direction = wanted;
      next++;
    }
    return direction == Direction.UNSORTED ? Direction.FORWARDS : direction;
  }

  /** The positions of the documents that may match, each once. */
  Stream<Long> positions() {
    List<byte[]> prefixes = prefixes();
    Stream<Long> positions;
    if (points == index.fieldCount() && index.isUnique()) {
      positions = prefixes.stream().map(index::position).filter(Objects::nonNull);
    } else {
      positions = prefixes.stream().flatMap(this::entries);
    }
    return index.multikey() ? positions.distinct() : positions;
  }

  private List<byte[]> prefixes() {
    List<byte[]> prefixes = List.of(new byte[0]);
    for (int i = 0; i < points; i++) {
      List<byte[]> longer = new ArrayList<>();
      for (byte[] prefix : prefixes) {
        for (byte[] point : bounds.field(index.field(i)).points(index.ascending(i))) {
          longer.add(OrderedKey.join(prefix, point));
        }
      }
      prefixes = longer;
    }
    return prefixes;
  }

  private Stream<Long> entries(byte[] prefix) {
    byte[] low = prefix;
    byte[] high = OrderedKey.join(prefix, OrderedKey.AFTER_ALL);
    if (range) {
      QueryBounds.Field field = bounds.field(index.field(points));
      byte[][] keys = field.keys(index.ascending(points), index.multikey());
      low = OrderedKey.join(prefix, keys[0]);
      high = OrderedKey.join(prefix, keys[1]);
    }
    Cursor<byte[], Long> cursor = index.entries(low, high, descending);
    return stream(cursor).map(key -> cursor.getValue());
  }

  static <T> Stream<T> stream(Iterator<T> iterator) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(iterator, Spliterator.ORDERED), false);
  }
}
