package dev.natter.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonJavaScript;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OrderedKeyTest {
  private static final int PAIRS = 100_000;
  private static final long SEED = 20_261_122;

  @Test
  void orderOfTheBytesIsTheOrderOfTheValues() {
    Random random = new Random(SEED);
    for (int i = 0; i < PAIRS; i++) {
      Object left = value(random, 1);
      Object right = value(random, 1);
      int expected = ValueComparator.ascWithoutListHandling().compare(left, right);

      assertThat(Integer.signum(compare(left, right, true)))
          .as("%s and %s", left, right)
          .isEqualTo(Integer.signum(expected));
      assertThat(Integer.signum(compare(left, right, false)))
          .as("%s and %s, descending", left, right)
          .isEqualTo(-Integer.signum(expected));
    }
  }

  @Test
  void joinedKeysAreOrderedFieldByField() {
    Random random = new Random(SEED);
    for (int i = 0; i < PAIRS; i++) {
      Object first = value(random, 1);
      Object other = random.nextBoolean() ? first : value(random, 1);
      Object second = value(random, 1);
      Object another = value(random, 1);
      int byFirst = ValueComparator.ascWithoutListHandling().compare(first, other);
      int bySecond = -ValueComparator.ascWithoutListHandling().compare(second, another);
      int expected = byFirst != 0 ? byFirst : bySecond;

      int actual = Arrays.compareUnsigned(joined(first, second), joined(other, another));

      assertThat(Integer.signum(actual))
          .as("(%s, %s) and (%s, %s)", first, second, other, another)
          .isEqualTo(Integer.signum(expected));
    }
  }

  @Test
  void typesFollowEachOtherAsInMongoDb() {
    List<@Nullable Object> ascending =
        Arrays.asList(
            MinKey.getInstance(),
            null,
            Double.NaN,
            Double.NEGATIVE_INFINITY,
            Long.MIN_VALUE,
            -1.5,
            0,
            1,
            1.5,
            1L << 53,
            (1L << 53) + 1,
            Long.MAX_VALUE - 1,
            Long.MAX_VALUE,
            Double.POSITIVE_INFINITY,
            "",
            "\0",
            "\0a",
            "a",
            "a\0",
            "aa",
            "\uFFFD",
            "😀",
            new Document(),
            new Document("a", 1),
            List.of(),
            List.of(1),
            new BinData(new byte[0]),
            new BinData(new byte[] {1}),
            new UUID(1, 2),
            new ObjectId(),
            false,
            true,
            Instant.EPOCH,
            new BsonTimestamp(1),
            new BsonRegularExpression("a"),
            MaxKey.getInstance());

    for (int i = 0; i + 1 < ascending.size(); i++) {
      assertThat(compare(ascending.get(i), ascending.get(i + 1), true))
          .as("%s and %s", ascending.get(i), ascending.get(i + 1))
          .isNegative();
    }
  }

  @Test
  void equalNumbersOfDifferentTypesAreOneKey() {
    assertThat(compare(1, 1.0, true)).isZero();
    assertThat(compare(1L, 1, true)).isZero();
    assertThat(compare(0.0, -0.0, true)).isZero();
    assertThat(compare(1L << 60, (double) (1L << 60), true)).isZero();
    assertThat(compare(null, Missing.getInstance(), true)).isZero();
  }

  @Test
  void valueThatHasNoOrderIsRefused() {
    assertThatThrownBy(() -> OrderedKey.encode(new BsonJavaScript("x"), true))
        .isInstanceOf(MongoServerError.class);
  }

  private static int compare(@Nullable Object left, @Nullable Object right, boolean ascending) {
    return Arrays.compareUnsigned(
        OrderedKey.encode(left, ascending), OrderedKey.encode(right, ascending));
  }

  private static byte[] joined(@Nullable Object ascending, @Nullable Object descending) {
    return OrderedKey.join(
        OrderedKey.encode(ascending, true), OrderedKey.encode(descending, false));
  }

  private static @Nullable Object value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 12 : 10)) {
      case 0 -> null;
      case 1 -> random.nextInt(7) - 3;
      case 2 -> random.nextLong();
      case 3 -> (random.nextInt(9) - 4) / 2.0;
      case 4, 5 -> text(random);
      case 6 -> random.nextBoolean();
      case 7 -> Instant.ofEpochMilli(random.nextInt(5) - 2);
      case 8 -> new UUID(0, random.nextInt(3));
      case 9 -> new BsonTimestamp(random.nextInt(3));
      case 10 -> list(random);
      default -> document(random);
    };
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(4);
    for (int i = 0; i < length; i++) {
      text.append("\0\u0001ab\u00FFé♞".charAt(random.nextInt(7)));
    }
    return text.toString();
  }

  /** Upstream takes a null for the end of a list, so there is none. */
  private static List<Object> list(Random random) {
    List<Object> list = new ArrayList<>();
    int size = random.nextInt(3);
    for (int i = 0; i < size; i++) {
      list.add(random.nextBoolean() ? random.nextInt(3) : text(random));
    }
    return list;
  }

  private static Document document(Random random) {
    Document document = new Document();
    int size = random.nextInt(3);
    for (int i = 0; i < size; i++) {
      document.put("ab".substring(random.nextInt(2)), value(random, 0));
    }
    return document;
  }
}
