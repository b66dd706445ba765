package dev.natter.store.mongo;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * BSON values as bytes whose unsigned order is MongoDB's order of the values, type by type. An
 * encoding says itself where it ends, so encodings can be joined into the key of a compound index;
 * its first byte is the type's, {@link #MIN_KEY} to {@link #MAX_KEY}, and no two types are
 * neighbours, so that a type's bracket is {@code [type, type + 1)}. For a descending field every
 * byte is complemented.
 *
 * <p>Numbers of all kinds share one order. A {@code decimal128} counts as its nearest double.
 * Strings are ordered by code point, as MongoDB does.
 */
final class OrderedKey {
  static final int MIN_KEY = 0x10;
  static final int NULL = 0x20;
  static final int NUMBER = 0x30;
  static final int STRING = 0x40;
  static final int OBJECT = 0x50;
  static final int ARRAY = 0x58;
  static final int BINARY = 0x60;
  static final int OBJECT_ID = 0x68;
  static final int BOOLEAN = 0x70;
  static final int DATE = 0x78;
  static final int TIMESTAMP = 0x80;
  static final int REGEX = 0x88;
  static final int MAX_KEY = 0xE0;

  /** Greater than the first byte of any encoding, ascending or descending. */
  static final byte AFTER_ALL = (byte) 0xFF;

  /** From here on neighbouring longs share a double, and the long itself decides as well. */
  private static final double EXACT_INTEGERS_END = 0x1p53;

  private static final int END = 0;

  /** Subtypes that MongoDB gives to binary values, in their order. */
  private static final int GENERIC_SUBTYPE = 0;

  private static final int LEGACY_UUID_SUBTYPE = 3;
  private static final int UUID_SUBTYPE = 4;

  private OrderedKey() {}

  static byte[] encode(@Nullable Object value, boolean ascending) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(32);
    write(out, value);
    byte[] key = out.toByteArray();
    return ascending ? key : complement(key);
  }

  /** The first byte of the value's encoding in an ascending field. */
  static int type(@Nullable Object value) {
    if (Missing.isNullOrMissing(value)) {
      return NULL;
    } else if (value instanceof Number) {
      return NUMBER;
    } else if (value instanceof String) {
      return STRING;
    } else if (value instanceof Map) {
      return OBJECT;
    } else if (value instanceof Collection) {
      return ARRAY;
    } else if (value instanceof BinData || value instanceof UUID || value instanceof LegacyUUID) {
      return BINARY;
    } else if (value instanceof ObjectId) {
      return OBJECT_ID;
    } else if (value instanceof Boolean) {
      return BOOLEAN;
    } else if (value instanceof Instant) {
      return DATE;
    } else {
      return rareType(value);
    }
  }

  private static int rareType(@Nullable Object value) {
    if (value instanceof BsonTimestamp) {
      return TIMESTAMP;
    } else if (value instanceof BsonRegularExpression) {
      return REGEX;
    } else if (value instanceof MinKey) {
      return MIN_KEY;
    } else if (value instanceof MaxKey) {
      return MAX_KEY;
    }
    throw new MongoServerError(ErrorCode.BadValue, "a value of this type cannot be indexed");
  }

  static byte[] join(byte[] head, byte... tail) {
    byte[] joined = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, joined, head.length, tail.length);
    return joined;
  }

  static byte[] bytes(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }

  private static byte[] complement(byte[] key) {
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) ~key[i];
    }
    return key;
  }

  private static void write(ByteArrayOutputStream out, @Nullable Object value) {
    int type = type(value);
    out.write(type);
    if (value instanceof Number number) {
      writeNumber(out, number);
    } else if (value instanceof String text) {
      writeText(out, text);
    } else if (value instanceof Map<?, ?> document) {
      for (Map.Entry<?, ?> field : document.entrySet()) {
        out.write(type(field.getValue()));
        writeText(out, String.valueOf(field.getKey()));
        write(out, field.getValue());
      }
      out.write(END);
    } else if (value instanceof Collection<?> array) {
      array.forEach(element -> write(out, element));
      out.write(END);
    } else if (type == BINARY) {
      writeBinary(out, value);
    } else if (value instanceof ObjectId id) {
      out.writeBytes(id.toByteArray());
    } else if (value instanceof Boolean truth) {
      out.write(truth ? 1 : 0);
    } else if (value instanceof Instant instant) {
      writeSigned(out, instant.toEpochMilli());
    } else if (value instanceof BsonTimestamp timestamp) {
      out.writeBytes(bytes(timestamp.getValue()));
    } else if (value instanceof BsonRegularExpression regex) {
      writeText(out, regex.getPattern());
      writeText(out, String.valueOf(regex.getOptions()));
    }
  }

  private static void writeNumber(ByteArrayOutputStream out, Number number) {
    double value = number.doubleValue();
    if (Double.isNaN(value)) {
      out.writeBytes(bytes(0));
      return;
    }
    // Adding zero turns -0.0 into 0.0: they are one value.
    long bits = Double.doubleToLongBits(value + 0.0);
    out.writeBytes(bytes(bits < 0 ? ~bits : bits ^ Long.MIN_VALUE));
    if (Math.abs(value) >= EXACT_INTEGERS_END) {
      boolean isLong = number instanceof Long || number instanceof Integer;
      writeSigned(out, isLong ? number.longValue() : (long) value);
    }
  }

  private static void writeSigned(ByteArrayOutputStream out, long value) {
    out.writeBytes(bytes(value ^ Long.MIN_VALUE));
  }

  /** A zero byte becomes 00 FF and the end 00 01, so that a prefix sorts before what extends it. */
  private static void writeText(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (text.indexOf('\0') < 0) {
      out.writeBytes(bytes);
    } else {
      for (byte b : bytes) {
        out.write(b);
        if (b == 0) {
          out.write(0xFF);
        }
      }
    }
    out.write(0);
    out.write(1);
  }

  private static void writeBinary(ByteArrayOutputStream out, @Nullable Object value) {
    if (value instanceof BinData binary) {
      writeBinary(out, GENERIC_SUBTYPE, binary.getData());
    } else if (value instanceof LegacyUUID legacy) {
      writeBinary(out, LEGACY_UUID_SUBTYPE, uuidBytes(legacy.getUuid()));
    } else if (value instanceof UUID uuid) {
      writeBinary(out, UUID_SUBTYPE, uuidBytes(uuid));
    }
  }

  private static void writeBinary(ByteArrayOutputStream out, int subtype, byte[] binary) {
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(binary.length).array());
    out.write(subtype);
    out.writeBytes(binary);
  }

  private static byte[] uuidBytes(UUID uuid) {
    return join(bytes(uuid.getMostSignificantBits()), bytes(uuid.getLeastSignificantBits()));
  }
}
