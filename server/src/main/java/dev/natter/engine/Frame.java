package dev.natter.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One Engine.IO packet as bytes, with its WebSocket header already before it, so that a WebSocket
 * is written the buffer as it is and polling the part behind the header. The buffer may be shared
 * by any number of sockets.
 *
 * <p>Upstream writes a leading type byte before binary data in every protocol version; here only
 * Engine.IO 3 gets one. Shown by {@code FrameTest}.
 *
 * <p>Thread: any; the buffer is not changed once the frame is made.
 */
final class Frame {

  /** The longest header of an unmasked WebSocket frame. */
  private static final int HEADER_ROOM = 10;

  private static final int FINAL_TEXT = 0x81;
  private static final int FINAL_BINARY = 0x82;

  /** RSV1, which marks a deflated message. See RFC 7692, section 6. */
  private static final int DEFLATED = 0x40;

  /** The type of a message packet, before binary data in Engine.IO 3. */
  private static final int MESSAGE = 4;

  static final Frame PING = lasting("2");
  static final Frame PONG = lasting("3");
  static final Frame NOOP = lasting("6");
  static final Frame CLOSE = lasting("1");
  static final Frame PROBE_ANSWER = lasting("3probe");

  private final ByteBuf buffer;
  private final int start;
  private final boolean binary;
  private int units = -1;
  private boolean plain;
  private @Nullable Frame deflated;

  private Frame(ByteBuf buffer, int start, boolean binary) {
    this.buffer = buffer;
    this.start = start;
    this.binary = binary;
  }

  /**
   * A buffer to write a text packet into, its type digit included; {@link #text(ByteBuf)} ends it.
   */
  static ByteBuf begin(int payloadBytes) {
    return PooledByteBufAllocator.DEFAULT
        .directBuffer(HEADER_ROOM + payloadBytes)
        .writerIndex(HEADER_ROOM);
  }

  /** A text packet from a buffer of {@link #begin}. */
  static Frame text(ByteBuf begun) {
    writeHeader(begun, FINAL_TEXT);
    return new Frame(begun, HEADER_ROOM, false);
  }

  /** A text packet, its type digit included. */
  static Frame text(String packet) {
    ByteBuf begun = begin(ByteBufUtil.utf8Bytes(packet));
    ByteBufUtil.writeUtf8(begun, packet);
    return text(begun);
  }

  /** A binary message. */
  static Frame binary(byte[] message, boolean eio3) {
    ByteBuf begun = begin(message.length + 1);
    if (eio3) {
      begun.writeByte(MESSAGE);
    }
    begun.writeBytes(message);
    writeHeader(begun, FINAL_BINARY);
    return new Frame(begun, eio3 ? HEADER_ROOM + 1 : HEADER_ROOM, true);
  }

  private static Frame lasting(String packet) {
    ByteBuf bytes = Unpooled.directBuffer(HEADER_ROOM + packet.length()).writerIndex(HEADER_ROOM);
    bytes.writeCharSequence(packet, StandardCharsets.US_ASCII);
    writeHeader(bytes, FINAL_TEXT);
    return new Frame(Unpooled.unreleasableBuffer(bytes), HEADER_ROOM, false);
  }

  private static void writeHeader(ByteBuf buffer, int firstByte) {
    int length = buffer.writerIndex() - HEADER_ROOM;
    if (length < 126) {
      buffer.readerIndex(HEADER_ROOM - 2);
      buffer.setByte(HEADER_ROOM - 1, length);
    } else if (length <= 0xFFFF) {
      buffer.readerIndex(HEADER_ROOM - 4);
      buffer.setByte(HEADER_ROOM - 3, 126).setShort(HEADER_ROOM - 2, length);
    } else {
      buffer.readerIndex(0);
      buffer.setByte(1, 127).setLong(2, length);
    }
    buffer.setByte(buffer.readerIndex(), firstByte);
  }

  /** Whether this is a binary message. */
  boolean isBinary() {
    return binary;
  }

  /** Asks that it never be compressed. */
  void keepPlain() {
    plain = true;
  }

  /** Whether it may and should be compressed. */
  boolean isWorthDeflating(int threshold) {
    return !plain && payloadBytes() >= threshold;
  }

  /** Bytes of the packet: with its type digit if text, of the data alone if binary. */
  int payloadBytes() {
    return buffer.writerIndex() - start;
  }

  /** Bytes on a WebSocket. */
  int webSocketBytes() {
    return buffer.readableBytes();
  }

  /** The packet's length as Engine.IO 3 counts it in text payloads: in UTF-16 units. */
  int utf16Units() {
    int known = units;
    if (known < 0) {
      known = 0;
      for (int i = start, end = buffer.writerIndex(); i < end; i++) {
        int octet = buffer.getByte(i);
        if ((octet & 0xC0) != 0x80) {
          known += (octet & 0xF8) == 0xF0 ? 2 : 1;
        }
      }
      units = known;
    }
    return known;
  }

  /** Appends the packet, or the data if binary. */
  void appendTo(ByteBuf out) {
    out.writeBytes(buffer, start, payloadBytes());
  }

  /** The packet, or the data if binary, as a view without a share of its own. */
  ByteBuf payload() {
    return buffer.slice(start, payloadBytes());
  }

  /**
   * The whole WebSocket frame, as a view without a share of its own: whoever reads it moves the
   * place in that view alone.
   */
  ByteBuf webSocket() {
    return buffer.duplicate();
  }

  /**
   * The whole WebSocket frame with a share of it for the caller, who must not move the places from
   * which it is read and to which it is written.
   */
  ByteBuf sharedWebSocket() {
    return buffer.retain();
  }

  /**
   * This frame deflated, made once and owned by this one. A message is deflated without looking
   * back at earlier ones, which every peer can inflate, so that all sockets may share it.
   */
  synchronized Frame deflated() {
    Frame made = deflated;
    if (made == null) {
      ByteBuf out = begin(payloadBytes() / 2 + 16);
      ByteBuf whole = buffer.duplicate().readerIndex(HEADER_ROOM);
      Deflation.deflate(whole, out);
      writeHeader(out, (binary ? FINAL_BINARY : FINAL_TEXT) | DEFLATED);
      made = new Frame(out, HEADER_ROOM, binary);
      deflated = made;
    }
    return made;
  }

  Frame retain() {
    buffer.retain();
    return this;
  }

  /** Gives up a share; the last one frees the buffers. */
  void release() {
    if (buffer.release()) {
      Frame compressed = deflated;
      if (compressed != null) {
        compressed.release();
      }
    }
  }
}
