package dev.natter.engine;

import java.util.List;
import java.util.Set;

/**
 * Reads the text form of Socket.IO packets. Upstream takes {@code 4abc} for a DISCONNECT, logs what
 * it cannot read with a stack trace and lives on; the protocol asks to close the connection. The
 * number of attachments is bounded before anything is kept. See "Packet encoding" of the Socket.IO
 * protocol; shown by {@code PacketParserTest}.
 *
 * <p>Thread: any.
 */
final class PacketParser {

  /** Names that clients use for their own life and never send. */
  private static final Set<String> RESERVED =
      Set.of(
          "connect",
          "connect_error",
          "disconnect",
          "disconnecting",
          "newListener",
          "removeListener");

  private static final int MAX_ID_DIGITS = 16;
  private static final int MAX_COUNT_DIGITS = 4;

  private final EngineJson json;
  private final int maxAttachments;
  private final int maxDepth;

  PacketParser(EngineJson json, int maxAttachments, int maxDepth) {
    this.json = json;
    this.maxAttachments = maxAttachments;
    this.maxDepth = maxDepth;
  }

  /** Reads a packet; its attachments, if it awaits some, are to follow. */
  SocketPacket parse(String text) throws MalformedPacket {
    if (text.isEmpty()) {
      throw new MalformedPacket("empty packet");
    }
    SocketPacket.Type type = SocketPacket.Type.of(text.charAt(0) - '0');
    int at = 1;
    int awaited = 0;
    if (type.awaitsAttachments()) {
      int end = digits(text, at);
      if (end == text.length() || text.charAt(end) != '-') {
        throw new MalformedPacket("illegal attachments");
      }
      awaited = (int) number(text, at, end, MAX_COUNT_DIGITS);
      if (awaited < 1 || awaited > maxAttachments) {
        throw new MalformedPacket("no or too many attachments");
      }
      at = end + 1;
    }
    String namespace = "/";
    if (at < text.length() && text.charAt(at) == '/') {
      int comma = text.indexOf(',', at);
      int end = comma < 0 ? text.length() : comma;
      namespace = text.substring(at, end);
      at = comma < 0 ? end : end + 1;
    }
    long id = SocketPacket.NO_ID;
    int end = digits(text, at);
    if (end > at) {
      id = number(text, at, end, MAX_ID_DIGITS);
      at = end;
    }
    return packet(type, namespace, id, text, at, awaited);
  }

  private SocketPacket packet(
      SocketPacket.Type type, String namespace, long id, String text, int from, int awaited)
      throws MalformedPacket {
    return switch (type) {
      case CONNECT -> new SocketPacket(type, namespace, id, "", object(text, from), 0);
      case DISCONNECT -> {
        if (from < text.length()) {
          throw new MalformedPacket("invalid payload");
        }
        yield new SocketPacket(type, namespace, id, "", EventArguments.of(), 0);
      }
      case CONNECT_ERROR -> throw new MalformedPacket("clients refuse nobody");
      case EVENT, BINARY_EVENT -> {
        int[] bounds = JsonScanner.elements(text, from, maxDepth);
        String event = eventName(text, bounds);
        yield new SocketPacket(type, namespace, id, event, arguments(text, bounds, 1), awaited);
      }
      case ACK, BINARY_ACK -> {
        if (id == SocketPacket.NO_ID) {
          throw new MalformedPacket("acknowledgement of nothing");
        }
        int[] bounds = JsonScanner.elements(text, from, maxDepth);
        yield new SocketPacket(type, namespace, id, "", arguments(text, bounds, 0), awaited);
      }
    };
  }

  /** The packet with its attachments, which must all have come and stand for each placeholder. */
  SocketPacket complete(SocketPacket packet, List<byte[]> attachments) throws MalformedPacket {
    EventArguments data = packet.data().with(attachments);
    try {
      data.texts().forEach(text -> json.tree(text, attachments));
    } catch (IllegalArgumentException e) {
      throw new MalformedPacket("illegal attachments");
    }
    return new SocketPacket(
        packet.type(), packet.namespace(), packet.id(), packet.event(), data, 0);
  }

  private EventArguments arguments(String text, int[] bounds, int first) {
    return new EventArguments(text, bounds, first, List.of(), json);
  }

  private EventArguments object(String text, int from) throws MalformedPacket {
    if (from == text.length()) {
      return EventArguments.of();
    }
    JsonScanner.object(text, from, maxDepth);
    return arguments(text, new int[] {from, text.length()}, 0);
  }

  private String eventName(String text, int[] bounds) throws MalformedPacket {
    if (bounds.length == 0) {
      throw new MalformedPacket("event without a name");
    }
    char begin = text.charAt(bounds[0]);
    if (begin == '-' || (begin >= '0' && begin <= '9')) {
      return text.substring(bounds[0], bounds[1]);
    }
    if (begin != '"') {
      throw new MalformedPacket("event name is no string");
    }
    String name = text.substring(bounds[0] + 1, bounds[1] - 1);
    if (name.indexOf('\\') >= 0) {
      name = json.string(text.substring(bounds[0], bounds[1]));
    }
    return checkedName(name);
  }

  static String checkedName(String name) throws MalformedPacket {
    if (RESERVED.contains(name)) {
      throw new MalformedPacket("reserved event name");
    }
    return name;
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  private static long number(String text, int from, int end, int maxDigits) throws MalformedPacket {
    if (end == from || end - from > maxDigits) {
      throw new MalformedPacket("number out of range");
    }
    return Long.parseLong(text, from, end, 10);
  }
}
