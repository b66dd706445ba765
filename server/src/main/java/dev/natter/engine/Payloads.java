package dev.natter.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Several packets in one HTTP body, as each version has them. Upstream loses every 51st packet,
 * sends binary data in the framing of version 3 to all, and counts bytes where version 3 counts
 * UTF-16 units. See "Payload" of the Engine.IO protocol, versions 3 and 4; shown by {@code
 * PayloadsTest}.
 */
final class Payloads {

  static final String TEXT = "text/plain; charset=UTF-8";
  static final String BYTES = "application/octet-stream";
  static final String SCRIPT = "text/javascript; charset=UTF-8";

  private static final int SEPARATOR = 0x1E;
  private static final int END_OF_LENGTH = 0xFF;
  private static final int MAX_LENGTH_DIGITS = 9;
  private static final int MESSAGE = 4;

  private Payloads() {}

  /** Takes a packet out of a payload; says whether it wants more. */
  @FunctionalInterface
  interface Taker<T> {
    boolean take(T packet) throws MalformedPacket;
  }

  /** A body to answer a poll with, and its type. */
  record Body(String contentType, ByteBuf bytes) {}

  /** Encodes packets; the frames stay the caller's. */
  static Body encode(List<Frame> frames, boolean eio3, boolean base64, String jsonp) {
    if (eio3 && !base64 && frames.stream().anyMatch(Frame::isBinary)) {
      return new Body(BYTES, encodeBytes(frames));
    }
    ByteBuf text = eio3 ? encodeCounted(frames) : encodeSeparated(frames);
    if (jsonp.isEmpty()) {
      return new Body(TEXT, text);
    }
    ByteBuf script = Jsonp.call(jsonp, text);
    text.release();
    return new Body(SCRIPT, script);
  }

  private static ByteBuf encodeSeparated(List<Frame> frames) {
    ByteBuf out = room(frames);
    for (int i = 0; i < frames.size(); i++) {
      if (i > 0) {
        out.writeByte(SEPARATOR);
      }
      Frame frame = frames.get(i);
      if (frame.isBinary()) {
        out.writeByte('b').writeBytes(base64(frame));
      } else {
        frame.appendTo(out);
      }
    }
    return out;
  }

  private static ByteBuf encodeCounted(List<Frame> frames) {
    ByteBuf out = room(frames);
    for (Frame frame : frames) {
      if (frame.isBinary()) {
        byte[] data = base64(frame);
        ascii(out, data.length + 2 + ":b" + MESSAGE);
        out.writeBytes(data);
      } else {
        ascii(out, frame.utf16Units() + ":");
        frame.appendTo(out);
      }
    }
    return out;
  }

  private static ByteBuf encodeBytes(List<Frame> frames) {
    ByteBuf out = room(frames);
    for (Frame frame : frames) {
      int length = frame.payloadBytes() + (frame.isBinary() ? 1 : 0);
      out.writeByte(frame.isBinary() ? 1 : 0);
      for (char digit : Integer.toString(length).toCharArray()) {
        out.writeByte(digit - '0');
      }
      out.writeByte(END_OF_LENGTH);
      if (frame.isBinary()) {
        out.writeByte(MESSAGE);
      }
      frame.appendTo(out);
    }
    return out;
  }

  private static ByteBuf room(List<Frame> frames) {
    int bytes = 0;
    for (Frame frame : frames) {
      bytes += frame.payloadBytes() * (frame.isBinary() ? 2 : 1) + 12;
    }
    return PooledByteBufAllocator.DEFAULT.directBuffer(bytes);
  }

  private static byte[] base64(Frame frame) {
    return Base64.getEncoder().encode(ByteBufUtil.getBytes(frame.payload()));
  }

  /** A binary message as a text packet, for sockets that take no binary frames. */
  static Frame base64Text(Frame frame, boolean eio3) {
    return Frame.text(
        (eio3 ? "b" + MESSAGE : "b") + new String(base64(frame), StandardCharsets.US_ASCII));
  }

  private static void ascii(ByteBuf out, String text) {
    out.writeCharSequence(text, StandardCharsets.US_ASCII);
  }

  /** Takes apart a body of version 4. */
  static void decodeSeparated(String body, Taker<String> taker) throws MalformedPacket {
    int from = 0;
    while (true) {
      int end = body.indexOf(SEPARATOR, from);
      if (!taker.take(body.substring(from, end < 0 ? body.length() : end)) || end < 0) {
        return;
      }
      from = end + 1;
    }
  }

  /** Takes apart a text body of version 3. */
  static void decodeCounted(String body, Taker<String> taker) throws MalformedPacket {
    if (body.isEmpty()) {
      throw new MalformedPacket("empty payload");
    }
    int at = 0;
    while (at < body.length()) {
      int colon = body.indexOf(':', at);
      int length = length(body, at, colon);
      int end = colon + 1 + length;
      if (end > body.length()) {
        throw new MalformedPacket("payload too short");
      }
      if (length > 0 && !taker.take(body.substring(colon + 1, end))) {
        return;
      }
      at = end;
    }
  }

  private static int length(String body, int from, int colon) throws MalformedPacket {
    if (colon <= from || colon - from > MAX_LENGTH_DIGITS) {
      throw new MalformedPacket("no length");
    }
    for (int i = from; i < colon; i++) {
      if (body.charAt(i) < '0' || body.charAt(i) > '9') {
        throw new MalformedPacket("no length");
      }
    }
    return Integer.parseInt(body, from, colon, 10);
  }

  /** Takes apart a binary body of version 3. */
  static void decodeBytes(ByteBuf body, Taker<String> texts, Taker<byte[]> messages)
      throws MalformedPacket {
    while (body.isReadable()) {
      boolean binary = body.readByte() != 0;
      int length = 0;
      int digits = 0;
      while (true) {
        if (!body.isReadable() || ++digits > MAX_LENGTH_DIGITS + 1) {
          throw new MalformedPacket("no length");
        }
        int digit = body.readUnsignedByte();
        if (digit == END_OF_LENGTH) {
          break;
        }
        if (digit > 9) {
          throw new MalformedPacket("no length");
        }
        length = length * 10 + digit;
      }
      if (length < 1 || length > body.readableBytes()) {
        throw new MalformedPacket("payload too short");
      }
      byte[] packet = new byte[length];
      body.readBytes(packet);
      if (!(binary ? messages.take(message(packet)) : texts.take(Utf8.decode(packet)))) {
        return;
      }
    }
  }

  /** The data of a binary packet of version 3, which begins with its type. */
  static byte[] message(byte[] packet) throws MalformedPacket {
    if (packet.length == 0 || packet[0] != MESSAGE) {
      throw new MalformedPacket("binary packet is no message");
    }
    return Arrays.copyOfRange(packet, 1, packet.length);
  }

  /**
   * The data of a text packet that holds base64, after its {@code b}. Decoded leniently, since
   * clients break lines.
   */
  static byte[] fromBase64(String packet, boolean eio3) throws MalformedPacket {
    if (eio3 && !packet.startsWith("b" + MESSAGE)) {
      throw new MalformedPacket("base64 packet is no message");
    }
    try {
      return Base64.getMimeDecoder().decode(packet.substring(eio3 ? 2 : 1));
    } catch (IllegalArgumentException e) {
      throw new MalformedPacket("no base64");
    }
  }
}
