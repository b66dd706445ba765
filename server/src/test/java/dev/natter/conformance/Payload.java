package dev.natter.conformance;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** The bodies of long-polling, written and read strictly by the protocol documents. */
final class Payload {
  private static final char SEPARATOR = 0x1E;

  private Payload() {}

  /** Engine.IO 4: packets joined by the record separator, binary as {@code b} and Base64. */
  static String encodeV4(Packet... packets) {
    List<String> parts = new ArrayList<>();
    for (Packet packet : packets) {
      parts.add(packet.isBinary() ? "b" + base64(packet) : packet.text());
    }
    return String.join(String.valueOf(SEPARATOR), parts);
  }

  static List<Packet> decodeV4(String body) {
    List<Packet> packets = new ArrayList<>();
    int start = 0;
    while (start <= body.length()) {
      int end = body.indexOf(SEPARATOR, start);
      String part = body.substring(start, end < 0 ? body.length() : end);
      packets.add(
          part.startsWith("b")
              ? Packet.binary(Base64.getDecoder().decode(part.substring(1)))
              : Packet.text(part));
      start = end < 0 ? body.length() + 1 : end + 1;
    }
    return packets;
  }

  /** Engine.IO 3 as text: {@code <length in UTF-16 units>:<packet>}, binary as {@code b4…}. */
  static String encodeV3(Packet... packets) {
    StringBuilder body = new StringBuilder();
    for (Packet packet : packets) {
      String part = packet.isBinary() ? "b4" + base64(packet) : packet.text();
      body.append(part.length()).append(':').append(part);
    }
    return body.toString();
  }

  static List<Packet> decodeV3(String body) {
    List<Packet> packets = new ArrayList<>();
    int at = 0;
    while (at < body.length()) {
      int colon = body.indexOf(':', at);
      int end = colon + 1 + Integer.parseInt(body.substring(at, colon));
      String part = body.substring(colon + 1, end);
      packets.add(
          part.startsWith("b4")
              ? Packet.binary(Base64.getDecoder().decode(part.substring(2)))
              : Packet.text(part));
      at = end;
    }
    return packets;
  }

  /** Engine.IO 3 as bytes: 0 or 1, the length's digits, 255, the packet. */
  static byte[] encodeV3Binary(Packet... packets) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (Packet packet : packets) {
      byte[] content = packet.isBinary() ? withType(packet.bytes()) : packet.utf8();
      body.write(packet.isBinary() ? 1 : 0);
      for (char digit : Integer.toString(content.length).toCharArray()) {
        body.write(digit - '0');
      }
      body.write(255);
      body.writeBytes(content);
    }
    return body.toByteArray();
  }

  static List<Packet> decodeV3Binary(byte[] body) {
    List<Packet> packets = new ArrayList<>();
    int at = 0;
    while (at < body.length) {
      boolean binary = body[at++] == 1;
      int length = 0;
      for (; (body[at] & 0xFF) != 255; at++) {
        length = length * 10 + body[at];
      }
      byte[] content = Arrays.copyOfRange(body, at + 1, at + 1 + length);
      at += 1 + length;
      packets.add(binary ? withoutType(content) : text(content));
    }
    return packets;
  }

  /** The bytes of an Engine.IO 3 binary message with their packet type, 4, before them. */
  static byte[] withType(byte[] message) {
    byte[] bytes = new byte[message.length + 1];
    bytes[0] = 4;
    System.arraycopy(message, 0, bytes, 1, message.length);
    return bytes;
  }

  static Packet withoutType(byte[] bytes) {
    if (bytes.length == 0 || bytes[0] != 4) {
      throw new AssertionError("a binary packet of Engine.IO 3 begins with the byte 4");
    }
    return Packet.binary(Arrays.copyOfRange(bytes, 1, bytes.length));
  }

  private static Packet text(byte[] utf8) {
    return Packet.text(new String(utf8, StandardCharsets.UTF_8));
  }

  private static String base64(Packet packet) {
    return Base64.getEncoder().encodeToString(packet.bytes());
  }
}
