package dev.natter.store.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a query demands of each field, as far as an index can use it: every document that matches
 * the query lies within the bounds, and not the other way round. Only scalar values make bounds;
 * anything else (regular expressions, arrays, documents, {@code $or}) is left to the matcher.
 */
final class QueryBounds {

  /** What is known of one field: some values, or a range within one type. */
  static final class Field {
    private @Nullable List<Object> values;
    private @Nullable Object low;
    private @Nullable Object high;

    /** Whether the field must be one of known values. */
    boolean isEquality() {
      return values != null;
    }

    boolean isRange() {
      return values == null && (low != null || high != null);
    }

    int valueCount() {
      return values == null ? 0 : values.size();
    }

    boolean admitsNull() {
      return values != null && values.contains(Missing.getInstance());
    }

    /** The values' encodings without repetition, in ascending order of the bytes. */
    Collection<byte[]> points(boolean ascending) {
      TreeSet<byte[]> points = new TreeSet<>(Arrays::compareUnsigned);
      if (values != null) {
        values.forEach(value -> points.add(OrderedKey.encode(value, ascending)));
      }
      return points;
    }

    /**
     * The least and the greatest key, both included, of entries within the range.
     *
     * @param multikey whether two elements of one array may meet the two ends between them, so that
     *     only one end may be used
     */
    byte[][] keys(boolean ascending, boolean multikey) {
      Object any = low != null ? low : high;
      int type = OrderedKey.type(any);
      boolean useLow = low != null;
      boolean useHigh = high != null && !(useLow && (multikey || OrderedKey.type(high) != type));
      if (ascending) {
        byte[] from = useLow ? OrderedKey.encode(low, true) : new byte[] {(byte) type};
        byte[] to = useHigh ? after(OrderedKey.encode(high, true)) : new byte[] {(byte) (type + 1)};
        return new byte[][] {from, to};
      }
      byte start = (byte) ~type;
      byte[] from = useHigh ? OrderedKey.encode(high, false) : new byte[] {start};
      byte[] to = useLow ? after(OrderedKey.encode(low, false)) : new byte[] {(byte) (start + 1)};
      return new byte[][] {from, to};
    }

    private static byte[] after(byte[] key) {
      return OrderedKey.join(key, OrderedKey.AFTER_ALL);
    }

    private void equality(Collection<?> candidates) {
      if (values != null || !candidates.stream().allMatch(QueryBounds::isScalar)) {
        return;
      }
      values = new ArrayList<>(candidates.size());
      for (Object candidate : candidates) {
        values.add(Missing.ofNullable(candidate));
      }
    }

    private void operator(String name, @Nullable Object operand) {
      if (name.equals("$in") && operand instanceof Collection<?> candidates) {
        equality(candidates);
      } else if (!isScalar(operand)) {
        return;
      } else if (name.equals("$eq")) {
        equality(Arrays.asList(operand));
      } else if (name.equals("$gt") || name.equals("$gte")) {
        low = operand;
      } else if (name.equals("$lt") || name.equals("$lte")) {
        high = operand;
      }
    }
  }

  private static final Field UNBOUNDED = new Field();

  private final Map<String, Field> fields = new HashMap<>();

  QueryBounds(Document query) {
    collect(query);
  }

  Field field(String name) {
    return fields.getOrDefault(name, UNBOUNDED);
  }

  private void collect(Document query) {
    for (Map.Entry<String, Object> condition : query.entrySet()) {
      String name = condition.getKey();
      Object value = condition.getValue();
      if (name.equals("$and") && value instanceof Collection<?> parts) {
        for (Object part : parts) {
          if (part instanceof Document partQuery) {
            collect(partQuery);
          }
        }
      } else if (!name.startsWith("$")) {
        Field field = fields.computeIfAbsent(name, key -> new Field());
        if (value instanceof Document operators) {
          operators.forEach(field::operator);
        } else {
          field.equality(Arrays.asList(value));
        }
      }
    }
  }

  /**
   * Left out are the extreme keys, which compare with every type, and numbers whose equality or
   * order upstream's matcher sees otherwise than the index.
   */
  private static boolean isScalar(@Nullable Object value) {
    if (value instanceof Number number) {
      return !(number instanceof Decimal128) && !Double.isNaN(number.doubleValue());
    }
    return Missing.isNullOrMissing(value)
        || value instanceof String
        || value instanceof Boolean
        || value instanceof Instant
        || value instanceof ObjectId
        || value instanceof UUID;
  }
}
