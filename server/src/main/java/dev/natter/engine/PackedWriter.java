package dev.natter.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

/**
 * Spells packets for {@code socket.io-msgpack-parser}: one map in one binary message, binary data
 * in its place. Shown by {@code PackedPacketsTest}.
 *
 * <p>Thread: any.
 */
final class PackedWriter {

  private PackedWriter() {}

  /** An event or acknowledgement. */
  static byte[] packet(
      SocketPacket.Type type,
      String namespace,
      long id,
      PacketWriter.Arguments arguments,
      EngineJson json) {
    return packet(type, namespace, id, json.tree(arguments.text(), arguments.attachments()));
  }

  /**
   * A packet without arguments.
   *
   * @param data JSON; empty for none
   */
  static byte[] control(SocketPacket.Type type, String namespace, String data, EngineJson json) {
    JsonNode tree = json.tree(data.isEmpty() ? "null" : data, List.of());
    return packet(type, namespace, SocketPacket.NO_ID, tree);
  }

  private static byte[] packet(SocketPacket.Type type, String namespace, long id, JsonNode data) {
    try (MessageBufferPacker out = MessagePack.newDefaultBufferPacker()) {
      boolean hasId = id != SocketPacket.NO_ID;
      out.packMapHeader(2 + (hasId ? 1 : 0) + (data.isNull() ? 0 : 1));
      out.packString("type").packInt(type.number());
      out.packString("nsp").packString(namespace);
      if (hasId) {
        out.packString("id").packLong(id);
      }
      if (!data.isNull()) {
        out.packString("data");
        pack(out, data);
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pack(MessageBufferPacker out, JsonNode value) throws IOException {
    switch (value.getNodeType()) {
      case ARRAY -> {
        out.packArrayHeader(value.size());
        for (JsonNode item : value) {
          pack(out, item);
        }
      }
      case OBJECT -> {
        out.packMapHeader(value.size());
        for (Map.Entry<String, JsonNode> member : value.properties()) {
          out.packString(member.getKey());
          pack(out, member.getValue());
        }
      }
      case STRING -> out.packString(value.textValue());
      case BOOLEAN -> out.packBoolean(value.booleanValue());
      case NUMBER -> {
        if (value.canConvertToLong() && value.isIntegralNumber()) {
          out.packLong(value.longValue());
        } else {
          out.packDouble(value.doubleValue());
        }
      }
      case BINARY -> {
        byte[] bytes = value.binaryValue();
        out.packBinaryHeader(bytes.length);
        out.writePayload(bytes);
      }
      case NULL, MISSING, POJO -> out.packNil();
    }
  }
}
