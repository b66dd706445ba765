package dev.natter.conformance;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A WebSocket client that sends frames as it is told to, valid or not (RFC 6455). */
final class RawWebSocket implements Closeable {
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;
  static final int FIN = 0x80;

  private static final byte[] MASK = {0x11, 0x22, 0x33, 0x44};

  private final RawHttp http;

  private RawWebSocket(RawHttp http) {
    this.http = http;
  }

  static RawWebSocket open(Target target, String path, String... headers) {
    RawHttp http = RawHttp.open(target);
    HttpReply reply = upgrade(http, path, headers);
    if (reply.status() != 101) {
      http.close();
      throw new AssertionError("no upgrade: " + reply);
    }
    return new RawWebSocket(http);
  }

  /** A WebSocket over a connection that has been upgraded already. */
  static RawWebSocket over(RawHttp http) {
    return new RawWebSocket(http);
  }

  static HttpReply upgrade(RawHttp http, String path, String... headers) {
    String[] all = new String[headers.length + 4];
    all[0] = "Upgrade: websocket";
    all[1] = "Connection: Upgrade";
    all[2] = "Sec-WebSocket-Version: 13";
    all[3] = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
    System.arraycopy(headers, 0, all, 4, headers.length);
    return http.request("GET", path, new byte[0], all);
  }

  void text(String text) {
    frame(FIN | TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  void binary(byte[] bytes) {
    frame(FIN | BINARY, bytes);
  }

  /** Sends one masked frame; {@code first} is its first byte: FIN, RSV bits and opcode. */
  void frame(int first, byte[] payload) {
    http.write(masked(first, payload));
  }

  void raw(byte[] bytes) {
    http.write(bytes);
  }

  static byte[] masked(int first, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
    frame.put((byte) first);
    if (payload.length < 126) {
      frame.put((byte) (0x80 | payload.length));
    } else if (payload.length < 65_536) {
      frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (0x80 | 127)).putLong(payload.length);
    }
    frame.put(MASK);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ MASK[i & 3]));
    }
    byte[] bytes = new byte[frame.position()];
    frame.flip().get(bytes);
    return bytes;
  }

  /** The next message, its fragments put together; control frames other than close are skipped. */
  Frame next() {
    try {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      int opcode = -1;
      while (true) {
        Frame frame = nextFrame();
        if (frame.opcode() >= CLOSE) {
          if (frame.opcode() == PING || frame.opcode() == PONG) {
            continue;
          }
          return frame;
        }
        opcode = frame.opcode() == CONTINUATION ? opcode : frame.opcode();
        content.writeBytes(frame.payload());
        if (frame.isFinal()) {
          return new Frame(FIN | opcode, content.toByteArray());
        }
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("no message came in time", e);
    } catch (IOException e) {
      return new Frame(FIN | CLOSE, new byte[0]);
    }
  }

  /** The next frame as it came. */
  Frame nextFrame() throws IOException {
    int first = http.exactly(1)[0] & 0xFF;
    int second = http.exactly(1)[0] & 0xFF;
    if ((second & 0x80) != 0) {
      throw new IOException("a server must not mask its frames");
    }
    long length = second;
    if (second == 126) {
      length = ByteBuffer.wrap(http.exactly(2)).getShort() & 0xFFFF;
    } else if (second == 127) {
      length = ByteBuffer.wrap(http.exactly(8)).getLong();
    }
    return new Frame(first, http.exactly((int) length));
  }

  /** Whether the server ends this connection within the time, with or without a close frame. */
  boolean endsWithin(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    try {
      while (true) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return false;
        }
        http.readTimeout(Duration.ofMillis(left));
        if (nextFrame().isClose()) {
          return true;
        }
      }
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  void readTimeout(Duration time) {
    http.readTimeout(time);
  }

  void reset() {
    http.reset();
  }

  @Override
  public void close() {
    http.close();
  }

  /** A frame or a whole message: its first byte and its unmasked payload. */
  static final class Frame {
    private final int first;
    private final byte[] payload;

    Frame(int first, byte[] payload) {
      this.first = first;
      this.payload = payload;
    }

    int opcode() {
      return first & 0x0F;
    }

    boolean isFinal() {
      return (first & FIN) != 0;
    }

    boolean isCompressed() {
      return (first & 0x40) != 0;
    }

    boolean isClose() {
      return opcode() == CLOSE;
    }

    byte[] payload() {
      return payload.clone();
    }

    String text() {
      if (opcode() != TEXT) {
        throw new AssertionError("text frame expected, got opcode " + opcode());
      }
      return new String(payload, StandardCharsets.UTF_8);
    }

    /** The status of a close frame; 1005 when it has none. */
    int closeCode() {
      return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
    }
  }
}
