package dev.natter.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;

/** msgpack of Java values: maps, lists, strings, numbers, booleans, and bytes as buffers. */
final class Packed {
  private Packed() {}

  /** A packet of {@code socket.io-msgpack-parser}: names and values in turn. */
  static byte[] packet(Object... members) {
    Map<String, Object> packet = new LinkedHashMap<>();
    for (int i = 0; i < members.length; i += 2) {
      packet.put((String) members[i], members[i + 1]);
    }
    return of(packet);
  }

  static byte[] of(Object value) {
    try (MessageBufferPacker out = MessagePack.newDefaultBufferPacker()) {
      write(out, value);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(MessageBufferPacker out, Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      out.packMapHeader(map.size());
      for (Map.Entry<?, ?> member : map.entrySet()) {
        out.packString((String) member.getKey());
        write(out, member.getValue());
      }
    } else if (value instanceof List<?> list) {
      out.packArrayHeader(list.size());
      for (Object item : list) {
        write(out, item);
      }
    } else if (value instanceof String text) {
      out.packString(text);
    } else if (value instanceof Boolean flag) {
      out.packBoolean(flag);
    } else if (value instanceof Double real) {
      out.packDouble(real);
    } else if (value instanceof Number number) {
      out.packLong(number.longValue());
    } else if (value instanceof ByteBuffer bytes) {
      out.packBinaryHeader(bytes.remaining());
      byte[] content = new byte[bytes.remaining()];
      bytes.duplicate().get(content);
      out.writePayload(content);
    } else {
      throw new IllegalArgumentException("Not to be packed: " + value);
    }
  }

  /** The one value of a message. */
  static Object read(byte[] bytes) {
    try (MessageUnpacker in = MessagePack.newDefaultUnpacker(bytes)) {
      Object value = read(in);
      if (in.hasNext()) {
        throw new AssertionError("more than one value");
      }
      return value;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object read(MessageUnpacker in) throws IOException {
    switch (in.getNextFormat().getValueType()) {
      case MAP -> {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int members = in.unpackMapHeader(); members > 0; members--) {
          map.put(in.unpackString(), read(in));
        }
        return map;
      }
      case ARRAY -> {
        List<Object> list = new ArrayList<>();
        for (int items = in.unpackArrayHeader(); items > 0; items--) {
          list.add(read(in));
        }
        return list;
      }
      case STRING -> {
        return in.unpackString();
      }
      case BOOLEAN -> {
        return in.unpackBoolean();
      }
      case INTEGER -> {
        return in.unpackLong();
      }
      case FLOAT -> {
        return in.unpackDouble();
      }
      case BINARY -> {
        return ByteBuffer.wrap(in.readPayload(in.unpackBinaryHeader()));
      }
      default -> throw new AssertionError("unexpected " + in.getNextFormat());
    }
  }
}
