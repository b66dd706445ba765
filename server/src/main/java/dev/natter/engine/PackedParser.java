package dev.natter.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.msgpack.core.ExtensionTypeHeader;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;

/**
 * Reads packets of {@code socket.io-msgpack-parser}: one map in one binary message. Values become
 * JSON text and attachments, so that listeners see no difference. Node's server must be told which
 * parser to use; here each connection shows it by its first packet. Claimed lengths are checked
 * against what is there before anything is allocated. Shown by {@code PackedPacketsTest}.
 *
 * <p>Thread: one packet at a time.
 */
final class PackedParser {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int MAX_KEY_BYTES = 1024;

  /**
   * The type of {@code undefined}, dates and array buffers in notepack.io, the parser's library.
   */
  private static final byte NOTEPACK = 0;

  private static final int UNDEFINED_BYTES = 1;
  private static final int DATE_BYTES = 8;

  private final byte[] bytes;
  private final MessageUnpacker in;
  private final int maxDepth;
  private final List<byte[]> attachments = new ArrayList<>(0);

  private PackedParser(byte[] bytes, int maxDepth) {
    this.bytes = bytes;
    this.in = MessagePack.newDefaultUnpacker(bytes);
    this.maxDepth = maxDepth;
  }

  static SocketPacket parse(byte[] bytes, EngineJson json, int maxDepth) throws MalformedPacket {
    try {
      return new PackedParser(bytes, maxDepth).packet(json);
    } catch (IOException | MessagePackException | ArithmeticException e) {
      throw new MalformedPacket("msgpack: no packet");
    }
  }

  private SocketPacket packet(EngineJson json) throws IOException, MalformedPacket {
    int number = -1;
    String namespace = "";
    long id = SocketPacket.NO_ID;
    String data = "";
    for (int members = in.unpackMapHeader(); members > 0; members--) {
      switch (string(MAX_KEY_BYTES)) {
        case "type" -> number = in.unpackInt();
        case "nsp" -> namespace = string(MAX_KEY_BYTES);
        case "id" -> id = isUndefined() ? SocketPacket.NO_ID : in.unpackLong();
        case "data" -> data = isUndefined() ? "" : value();
        default -> value();
      }
    }
    if (in.hasNext() || !namespace.startsWith("/") || id < SocketPacket.NO_ID) {
      throw new MalformedPacket("msgpack: invalid packet");
    }
    return checked(SocketPacket.Type.of(number), namespace, id, data, json);
  }

  private SocketPacket checked(
      SocketPacket.Type type, String namespace, long id, String data, EngineJson json)
      throws MalformedPacket {
    switch (type) {
      case CONNECT -> {
        if (data.isEmpty()) {
          return new SocketPacket(type, namespace, id, "", EventArguments.of(), 0);
        }
        JsonScanner.object(data, 0, maxDepth + 1);
        int[] whole = {0, data.length()};
        return new SocketPacket(type, namespace, id, "", arguments(data, whole, 0, json), 0);
      }
      case DISCONNECT -> {
        if (!data.isEmpty()) {
          throw new MalformedPacket("msgpack: invalid payload");
        }
        return new SocketPacket(type, namespace, id, "", EventArguments.of(), 0);
      }
      case EVENT -> {
        int[] bounds = JsonScanner.elements(data, 0, maxDepth + 1);
        String event = bounds.length == 0 ? "" : data.substring(bounds[0], bounds[1]);
        if (event.isEmpty() || "[{tfn".indexOf(event.charAt(0)) >= 0) {
          throw new MalformedPacket("msgpack: event without a name");
        }
        String name = event.charAt(0) == '"' ? json.string(event) : event;
        PacketParser.checkedName(name);
        return new SocketPacket(type, namespace, id, name, arguments(data, bounds, 1, json), 0);
      }
      case ACK -> {
        int[] bounds = JsonScanner.elements(data, 0, maxDepth + 1);
        return new SocketPacket(type, namespace, id, "", arguments(data, bounds, 0, json), 0);
      }
      default -> throw new MalformedPacket("msgpack: invalid type");
    }
  }

  private EventArguments arguments(String text, int[] bounds, int first, EngineJson json) {
    return new EventArguments(text, bounds, first, attachments, json);
  }

  private String value() throws IOException, MalformedPacket {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      copy(out, 0);
    }
    return text.toString();
  }

  private void copy(JsonGenerator out, int depth) throws IOException, MalformedPacket {
    if (depth > maxDepth + 1) {
      throw new MalformedPacket("msgpack: nested too deep");
    }
    switch (in.getNextFormat().getValueType()) {
      case NIL -> {
        in.unpackNil();
        out.writeNull();
      }
      case BOOLEAN -> out.writeBoolean(in.unpackBoolean());
      case INTEGER -> out.writeNumber(in.unpackBigInteger());
      case FLOAT -> real(out, in.unpackDouble());
      case STRING -> out.writeString(string(bytes.length));
      case BINARY -> attachment(out, in.unpackBinaryHeader());
      case ARRAY -> {
        out.writeStartArray();
        for (int items = in.unpackArrayHeader(); items > 0; items--) {
          copy(out, depth + 1);
        }
        out.writeEndArray();
      }
      case MAP -> {
        out.writeStartObject();
        for (int members = in.unpackMapHeader(); members > 0; members--) {
          out.writeFieldName(string(bytes.length));
          copy(out, depth + 1);
        }
        out.writeEndObject();
      }
      case EXTENSION -> extension(out);
    }
  }

  private static void real(JsonGenerator out, double number) throws IOException {
    if (Double.isFinite(number)) {
      out.writeNumber(number);
    } else {
      out.writeNull();
    }
  }

  private void extension(JsonGenerator out) throws IOException, MalformedPacket {
    ExtensionTypeHeader header = in.unpackExtensionTypeHeader();
    if (header.getType() != NOTEPACK) {
      throw new MalformedPacket("msgpack: unknown extension");
    }
    if (header.getLength() == UNDEFINED_BYTES) {
      payload(1);
      out.writeNull();
    } else if (header.getLength() == DATE_BYTES) {
      long millis = 0;
      for (byte octet : payload(DATE_BYTES)) {
        millis = millis << 8 | (octet & 0xFF);
      }
      out.writeString(Instant.ofEpochMilli(millis).toString());
    } else {
      attachment(out, header.getLength());
    }
  }

  private void attachment(JsonGenerator out, int length) throws IOException, MalformedPacket {
    out.writeStartObject();
    out.writeBooleanField("_placeholder", true);
    out.writeNumberField("num", attachments.size());
    out.writeEndObject();
    attachments.add(payload(length));
  }

  /** Whether {@code undefined} comes next, which is taken. */
  private boolean isUndefined() throws IOException, MalformedPacket {
    switch (in.getNextFormat()) {
      case NIL -> {
        in.unpackNil();
        return true;
      }
      case FIXEXT1 -> {
        in.unpackExtensionTypeHeader();
        payload(1);
        return true;
      }
      default -> {
        return false;
      }
    }
  }

  private String string(int maxBytes) throws IOException, MalformedPacket {
    int length = in.unpackRawStringHeader();
    if (length > maxBytes) {
      throw new MalformedPacket("msgpack: string too long");
    }
    return Utf8.decode(payload(length));
  }

  private byte[] payload(int length) throws IOException, MalformedPacket {
    if (length > bytes.length - in.getTotalReadBytes()) {
      throw new MalformedPacket("msgpack: claims more than there is");
    }
    return in.readPayload(length);
  }
}
