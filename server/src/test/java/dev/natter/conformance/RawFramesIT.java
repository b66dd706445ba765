package dev.natter.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.natter.net.RawEchoServer;
import dev.natter.net.WebSocketLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * RFC 6455 at the raw WebSocket door, in the groups of Autobahn's suite: framing, pings, reserved
 * bits, opcodes, fragments, UTF-8, closing, limits.
 */
class RawFramesIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int FIN = RawWebSocket.FIN;
  private static final int TEXT = RawWebSocket.TEXT;
  private static final int GOING_ON = RawWebSocket.CONTINUATION;
  private static final int PING = RawWebSocket.PING;
  private static final int CLOSE = RawWebSocket.CLOSE;
  private static final int PROTOCOL_ERROR = 1002;
  private static final int NOT_UTF8 = 1007;
  private static final int TOO_LARGE = 1009;

  private static RawEchoServer server;

  @BeforeAll
  static void start() throws IOException {
    server = RawEchoServer.start(WebSocketLimits.defaults());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static RawWebSocket open() {
    return RawWebSocket.open(new Target("127.0.0.1", server.port(), false), "/");
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  private static void assertEchoes(RawWebSocket socket, String text) {
    socket.text(text);
    assertThat(socket.next().text()).isEqualTo(text);
  }

  private static void assertClosedWith(RawWebSocket socket, int code) {
    RawWebSocket.Frame last = socket.next();
    assertThat(last.isClose()).isTrue();
    assertThat(last.closeCode()).isEqualTo(code);
    // A peer that answers a close finds the connection at its end.
    socket.frame(FIN | CLOSE, last.payload());
    assertThat(socket.endsWithin(SOON)).isTrue();
  }

  // 1: framing.

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 127, 128, 65_535, 65_536, 300_000, 1_000_000})
  void textOfEveryLengthComesBack(int length) {
    try (RawWebSocket socket = open()) {
      assertEchoes(socket, "*".repeat(length));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 997})
  void framesMayArriveInPieces(int size) {
    byte[] frame = RawWebSocket.masked(FIN | TEXT, "*".repeat(3000).getBytes(UTF_8));
    try (RawWebSocket socket = open()) {
      for (int at = 0; at < frame.length; at += size) {
        socket.raw(Arrays.copyOfRange(frame, at, Math.min(frame.length, at + size)));
      }
      assertThat(socket.next().payload()).hasSize(3000);
    }
  }

  @Test
  void lengthsInALongerFormThanNeededAreRefusedOrTaken() {
    try (RawWebSocket socket = open()) {
      socket.raw(hex("81 fe 00 01 00000000 61"));
      RawWebSocket.Frame answer = socket.next();
      assertThat(answer.isClose() || answer.text().equals("a")).isTrue();
    }
  }

  // 2: pings and pongs.

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 125})
  void pingIsAnsweredWithItsContent(int length) throws IOException {
    byte[] content = new byte[length];
    Arrays.fill(content, (byte) 0xFE);
    try (RawWebSocket socket = open()) {
      socket.frame(FIN | PING, content);
      RawWebSocket.Frame pong = socket.nextFrame();
      assertThat(pong.opcode()).isEqualTo(RawWebSocket.PONG);
      assertThat(pong.payload()).isEqualTo(content);
    }
  }

  @Test
  void pingsAreAnsweredInTurnAndPongsAreNot() throws IOException {
    try (RawWebSocket socket = open()) {
      socket.frame(FIN | RawWebSocket.PONG, new byte[] {9});
      for (int i = 0; i < 10; i++) {
        socket.frame(FIN | PING, new byte[] {(byte) i});
      }
      for (int i = 0; i < 10; i++) {
        assertThat(socket.nextFrame().payload()).containsExactly(i);
      }
      assertEchoes(socket, "on");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {PING, CLOSE, RawWebSocket.PONG})
  void controlFrameOfMoreThan125BytesIsAProtocolError(int opcode) {
    try (RawWebSocket socket = open()) {
      socket.frame(FIN | opcode, new byte[126]);
      assertClosedWith(socket, PROTOCOL_ERROR);
    }
  }

  // 3 and 4: reserved bits and opcodes; 5: fragments against the rules.

  @ParameterizedTest
  @ValueSource(
      ints = {
        0xC1, 0xA1, 0x91, 0xF1, 0xB9, 0x98, 0x83, 0x84, 0x85, 0x86, 0x87, 0x8B, 0x8C, 0x8D, 0x8E,
        0x8F, 0x80, 0x00, 0x09, 0x0A
      })
  void frameAgainstTheRulesIsAProtocolError(int first) {
    try (RawWebSocket socket = open()) {
      assertEchoes(socket, "before");
      socket.frame(first, new byte[] {0x61});
      assertClosedWith(socket, PROTOCOL_ERROR);
    }
  }

  @Test
  void frameWithoutAMaskIsAProtocolError() {
    try (RawWebSocket socket = open()) {
      socket.raw(hex("81 01 61"));
      assertClosedWith(socket, PROTOCOL_ERROR);
    }
  }

  @Test
  void newMessageAmidAnotherIsAProtocolError() {
    try (RawWebSocket socket = open()) {
      socket.frame(TEXT, new byte[] {0x61});
      socket.frame(FIN | TEXT, new byte[] {0x62});
      assertClosedWith(socket, PROTOCOL_ERROR);
    }
  }

  @Test
  void fragmentsArePutTogetherAroundPings() throws IOException {
    try (RawWebSocket socket = open()) {
      socket.frame(TEXT, "a".getBytes(UTF_8));
      socket.frame(FIN | PING, new byte[] {1});
      socket.frame(GOING_ON, new byte[0]);
      socket.frame(GOING_ON, "b".getBytes(UTF_8));
      socket.frame(FIN | PING, new byte[] {2});
      socket.frame(FIN, "c".getBytes(UTF_8));
      assertThat(socket.nextFrame().payload()).containsExactly(1);
      assertThat(socket.nextFrame().payload()).containsExactly(2);
      assertThat(socket.next().text()).isEqualTo("abc");
      socket.frame(TEXT, new byte[0]);
      socket.frame(FIN, new byte[0]);
      assertThat(socket.next().text()).isEmpty();
    }
  }

  // 6: UTF-8.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ce ba e1 bd b9 cf 83 ce bc ce b5", "00", "7f", "c2 80", "df bf", "e0 a0 80", "ed 9f bf",
        "ee 80 80", "ef bf bd", "ef bf bf", "ef b7 90", "f0 90 80 80", "f4 8f bf bf", "f0 9f bf be"
      })
  void validTextComesBackWholeOrByteByByte(String digits) {
    byte[] bytes = hex(digits);
    try (RawWebSocket socket = open()) {
      socket.frame(FIN | TEXT, bytes);
      assertThat(socket.next().payload()).isEqualTo(bytes);
      for (int i = 0; i < bytes.length; i++) {
        int last = i == bytes.length - 1 ? FIN : 0;
        socket.frame(last | (i == 0 ? TEXT : GOING_ON), new byte[] {bytes[i]});
      }
      assertThat(socket.next().payload()).isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80",
        "bf",
        "80 bf",
        "c0 80",
        "c1 bf",
        "c2",
        "df 20",
        "e0 80 80",
        "e0 9f bf",
        "e1 80",
        "ed a0 80",
        "ed bf bf",
        "ed a0 80 ed b0 80",
        "f0 80 80 80",
        "f0 8f bf bf",
        "f0 90 80",
        "f4 90 80 80",
        "f5 80 80 80",
        "f8 88 80 80 80",
        "fc 84 80 80 80 80",
        "fe",
        "ff",
        "ce ba e1 bd b9 cf 83 ed a0 80 65 64 69 74 65 64"
      })
  void invalidTextIsRefusedWholeOrByteByByte(String digits) {
    byte[] bytes = hex(digits);
    try (RawWebSocket socket = open()) {
      socket.frame(FIN | TEXT, bytes);
      assertClosedWith(socket, NOT_UTF8);
    }
    try (RawWebSocket socket = open()) {
      socket.frame(TEXT, new byte[0]);
      for (byte one : bytes) {
        socket.frame(GOING_ON, new byte[] {one});
      }
      socket.frame(FIN, new byte[0]);
      assertThat(socket.next().closeCode()).isEqualTo(NOT_UTF8);
    }
  }

  @Test
  void invalidTextIsRefusedBeforeItsLastFragment() {
    try (RawWebSocket socket = open()) {
      socket.frame(TEXT, hex("ce ba"));
      socket.frame(GOING_ON, hex("f4 90 80 80"));
      assertClosedWith(socket, NOT_UTF8);
    }
  }

  // 7: closing.

  @ParameterizedTest
  @ValueSource(
      ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999})
  void validCloseIsAnsweredWithItsCode(int code) {
    try (RawWebSocket socket = open()) {
      byte[] reason = "bye €".getBytes(UTF_8);
      byte[] payload =
          ByteBuffer.allocate(2 + reason.length).putShort((short) code).put(reason).array();
      socket.frame(FIN | CLOSE, payload);
      assertThat(socket.next().closeCode()).isEqualTo(code);
      assertThat(socket.endsWithin(SOON)).isTrue();
    }
  }

  @Test
  void closeWithoutACodeIsAnsweredAndTheConnectionEnds() {
    try (RawWebSocket socket = open()) {
      socket.frame(FIN | CLOSE, new byte[0]);
      assertThat(socket.next().isClose()).isTrue();
      assertThat(socket.endsWithin(SOON)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999})
  void closeWithACodeThatNobodyMaySendIsAProtocolError(int code) {
    try (RawWebSocket socket = open()) {
      socket.frame(FIN | CLOSE, ByteBuffer.allocate(2).putShort((short) code).array());
      assertEndsWithoutTaking(socket, PROTOCOL_ERROR);
    }
  }

  /** A broken close is followed by the end, with or without a close frame of the server's. */
  private static void assertEndsWithoutTaking(RawWebSocket socket, int code) {
    RawWebSocket.Frame last = socket.next();
    assertThat(last.isClose()).isTrue();
    assertThat(last.payload().length == 0 || last.closeCode() == code).isTrue();
    assertThat(socket.endsWithin(SOON)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"03", "03 e8 ce ba e1 bd b9 cf 83 ed a0 80"})
  void brokenCloseEndsTheConnection(String digits) {
    try (RawWebSocket socket = open()) {
      socket.frame(FIN | CLOSE, hex(digits));
      assertEndsWithoutTaking(socket, PROTOCOL_ERROR);
    }
  }

  @Test
  void nothingIsAnsweredBehindAClose() {
    try (RawWebSocket socket = open()) {
      byte[] close = RawWebSocket.masked(FIN | CLOSE, new byte[0]);
      byte[] text = RawWebSocket.masked(FIN | TEXT, "late".getBytes(UTF_8));
      socket.raw(ByteBuffer.allocate(close.length + text.length).put(close).put(text).array());
      assertThat(socket.next().isClose()).isTrue();
      assertThat(socket.endsWithin(SOON)).isTrue();
    }
  }

  // 9: limits; and what comes with the request.

  @Test
  void messageBeyondTheLimitIsRefusedByItsHeaderOrItsFragments() {
    try (RawWebSocket socket = open()) {
      socket.raw(hex("81 ff 00000000000f4241 00000000"));
      assertThat(socket.next().closeCode()).isEqualTo(TOO_LARGE);
    }
    try (RawWebSocket socket = open()) {
      socket.frame(TEXT, new byte[600_000]);
      socket.frame(GOING_ON, new byte[600_000]);
      assertClosedWith(socket, TOO_LARGE);
    }
  }

  @Test
  void framesGluedToTheRequestAreServed() {
    try (RawHttp http = RawHttp.open(new Target("127.0.0.1", server.port(), false))) {
      String head =
          String.join(
              "\r\n",
              "GET / HTTP/1.1",
              "Host: x",
              "Connection: Upgrade",
              "Upgrade: websocket",
              "Sec-WebSocket-Version: 13",
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
              "\r\n");
      byte[] request = head.getBytes(UTF_8);
      byte[] frame = RawWebSocket.masked(FIN | TEXT, "early".getBytes(UTF_8));
      http.write(
          ByteBuffer.allocate(request.length + frame.length).put(request).put(frame).array());
      assertThat(http.reply().status()).isEqualTo(101);
      RawWebSocket socket = RawWebSocket.over(http);
      assertThat(socket.next().text()).isEqualTo("early");
      assertEchoes(socket, "later");
    }
  }
}
