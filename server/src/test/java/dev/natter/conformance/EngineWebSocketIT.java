package dev.natter.conformance;

import static dev.natter.conformance.EnginePollingIT.pattern;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Engine.IO, "WebSocket" of both generations, and the frames of RFC 6455 beneath it. */
class EngineWebSocketIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Target server = Target.engine();

  private RawWebSocket open(int version) {
    String url = "/engine.io/?EIO=" + version + "&transport=websocket";
    RawWebSocket socket = RawWebSocket.open(server, url);
    assertThat(socket.next().text()).startsWith("0{");
    return socket;
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void textMessageIsATextFrame(int version) {
    try (RawWebSocket socket = open(version)) {
      socket.text("4hello");
      assertThat(socket.next().text()).isEqualTo("4hello");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 57, 58, 125, 126, 300, 65_535, 65_536, 100_000})
  void binaryMessageOfVersionFourIsItsBytesAlone(int size) {
    try (RawWebSocket socket = open(4)) {
      socket.binary(pattern(size));
      RawWebSocket.Frame frame = socket.next();
      assertThat(frame.opcode()).isEqualTo(RawWebSocket.BINARY);
      assertThat(frame.payload()).isEqualTo(pattern(size));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 57, 58, 300, 100_000})
  void binaryMessageOfVersionThreeBeginsWithItsType(int size) {
    try (RawWebSocket socket = open(3)) {
      socket.binary(Payload.withType(pattern(size)));
      assertThat(socket.next().payload()).isEqualTo(Payload.withType(pattern(size)));
    }
  }

  @ParameterizedTest
  @CsvSource({"b,4", "b4,3"})
  void base64TextIsTakenForABinaryMessage(String prefix, int version) {
    try (RawWebSocket socket = open(version)) {
      socket.text(prefix + "AQIDBA==");
      byte[] bytes = {1, 2, 3, 4};
      assertThat(socket.next().payload()).isEqualTo(version == 3 ? Payload.withType(bytes) : bytes);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "€", "😀", "a\u001eb", "\u001e", "5:hello", "12:3", "\u0000\u00ff"})
  void frameIsOnePacketWhateverItHolds(String text) {
    for (int version : new int[] {3, 4}) {
      try (RawWebSocket socket = open(version)) {
        socket.text("4" + text);
        assertThat(socket.next().text()).isEqualTo("4" + text);
      }
    }
  }

  @Test
  void messageInFragmentsIsPutTogether() {
    try (RawWebSocket socket = open(4)) {
      socket.frame(RawWebSocket.TEXT, "4he".getBytes(UTF_8));
      socket.frame(RawWebSocket.CONTINUATION, "l".getBytes(UTF_8));
      socket.frame(RawWebSocket.FIN | RawWebSocket.PING, new byte[] {7});
      socket.frame(RawWebSocket.FIN, "lo".getBytes(UTF_8));
      assertThat(socket.next().text()).isEqualTo("4hello");
    }
  }

  @Test
  void characterMayBeSplitBetweenFragments() {
    try (RawWebSocket socket = open(4)) {
      byte[] euro = "€".getBytes(UTF_8);
      socket.frame(RawWebSocket.TEXT, new byte[] {'4', euro[0]});
      socket.frame(RawWebSocket.FIN, new byte[] {euro[1], euro[2]});
      assertThat(socket.next().text()).isEqualTo("4€");
    }
  }

  @Test
  void binaryInFragmentsIsPutTogether() {
    try (RawWebSocket socket = open(4)) {
      socket.frame(RawWebSocket.BINARY, new byte[] {1, 2});
      socket.frame(RawWebSocket.CONTINUATION, new byte[0]);
      socket.frame(RawWebSocket.FIN, new byte[] {3});
      assertThat(socket.next().payload()).containsExactly(1, 2, 3);
    }
  }

  @Test
  void severalFramesOfOneWriteAreSeveralPackets() {
    try (RawWebSocket socket = open(4)) {
      byte[] one = RawWebSocket.masked(RawWebSocket.FIN | RawWebSocket.TEXT, new byte[] {'4', 'a'});
      byte[] both = new byte[one.length * 2];
      System.arraycopy(one, 0, both, 0, one.length);
      System.arraycopy(one, 0, both, one.length, one.length);
      socket.raw(both);
      assertThat(socket.next().text()).isEqualTo("4a");
      assertThat(socket.next().text()).isEqualTo("4a");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void framesGluedToTheRequestAreServed(int version) {
    try (RawHttp http = RawHttp.open(server)) {
      String url = "/engine.io/?transport=websocket&EIO=" + version;
      http.write(glued(url, "4early", "4too"));
      assertThat(http.reply().status()).isEqualTo(101);
      RawWebSocket socket = RawWebSocket.over(http);
      assertThat(socket.next().text()).startsWith("0");
      assertThat(socket.next().text()).isEqualTo("4early");
      assertThat(socket.next().text()).isEqualTo("4too");
      socket.text("4later");
      assertThat(socket.next().text()).isEqualTo("4later");
    }
  }

  @Test
  void probeGluedToTheRequestIsAnswered() {
    // More than there are event loops, so that some sockets move to another.
    for (int i = 0; i < 8; i++) {
      try (PollingSession session = PollingSession.open(server, "/engine.io/", 4, "");
          RawHttp http = RawHttp.open(server)) {
        http.write(glued(session.url("websocket"), "2probe", "5", "4on"));
        assertThat(http.reply().status()).isEqualTo(101);
        RawWebSocket socket = RawWebSocket.over(http);
        assertThat(socket.next().text()).isEqualTo("3probe");
        assertThat(socket.next().text()).isEqualTo("4on");
      }
    }
  }

  /** A request for a WebSocket and frames behind it, all in one piece. */
  private static byte[] glued(String url, String... packets) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    String request =
        "GET "
            + url
            + " HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    all.writeBytes(request.getBytes(UTF_8));
    for (String packet : packets) {
      byte[] bytes = packet.getBytes(UTF_8);
      all.writeBytes(RawWebSocket.masked(RawWebSocket.FIN | RawWebSocket.TEXT, bytes));
    }
    return all.toByteArray();
  }

  @Test
  void webSocketPingIsAnsweredWithItsContent() throws Exception {
    try (RawWebSocket socket = open(4)) {
      socket.frame(RawWebSocket.FIN | RawWebSocket.PING, new byte[] {1, 2, 3});
      RawWebSocket.Frame pong = socket.nextFrame();
      assertThat(pong.opcode()).isEqualTo(RawWebSocket.PONG);
      assertThat(pong.payload()).containsExactly(1, 2, 3);
    }
  }

  @Test
  void pongAndCloseComeBehindWhatWasAnsweredBefore() throws Exception {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(RawWebSocket.masked(RawWebSocket.FIN | RawWebSocket.TEXT, "4a".getBytes(UTF_8)));
    all.writeBytes(RawWebSocket.masked(RawWebSocket.FIN | RawWebSocket.PING, new byte[] {1}));
    all.writeBytes(RawWebSocket.masked(RawWebSocket.FIN | RawWebSocket.TEXT, "4b".getBytes(UTF_8)));
    all.writeBytes(
        RawWebSocket.masked(RawWebSocket.FIN | RawWebSocket.CLOSE, new byte[] {0x03, (byte) 0xE8}));
    try (RawWebSocket socket = open(4)) {
      socket.raw(all.toByteArray());
      assertThat(socket.nextFrame().text()).isEqualTo("4a");
      assertThat(socket.nextFrame().opcode()).isEqualTo(RawWebSocket.PONG);
      assertThat(socket.nextFrame().text()).isEqualTo("4b");
      assertThat(socket.nextFrame().isClose()).isTrue();
      assertThat(socket.endsWithin(SOON)).isTrue();
    }
  }

  /** Two answers, of which the first is begun and the second has to wait. */
  @Test
  void whoReadsLateGetsAllInOrder() {
    String first = "4" + "a".repeat(450_000);
    String second = "4" + "b".repeat(450_000);
    try (RawHttp http = RawHttp.open(server, 4096)) {
      http.write(glued("/engine.io/?transport=websocket&EIO=4", first, second, "4c"));
      assertThat(http.reply().status()).isEqualTo(101);
      RawWebSocket socket = RawWebSocket.over(http);
      assertThat(socket.next().text()).startsWith("0");
      assertThat(socket.next().text()).isEqualTo(first);
      assertThat(socket.next().text()).isEqualTo(second);
      assertThat(socket.next().text()).isEqualTo("4c");
    }
  }

  @Test
  void closeFrameIsAnsweredAndTheConnectionEnds() {
    try (RawWebSocket socket = open(4)) {
      socket.frame(RawWebSocket.FIN | RawWebSocket.CLOSE, new byte[] {0x03, (byte) 0xE8});
      assertThat(socket.next().isClose()).isTrue();
      assertThat(socket.endsWithin(SOON)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void closePacketEndsTheSession(int version) {
    server.notOnReference("leaves it to the heartbeat");
    try (RawWebSocket socket = open(version)) {
      socket.text("1");
      assertThat(socket.endsWithin(SOON)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "7", "9"})
  void frameThatIsNoPacketEndsTheSession(String text) {
    for (int version : new int[] {3, 4}) {
      try (RawWebSocket socket = open(version)) {
        socket.text(text);
        assertThat(socket.endsWithin(SOON)).isTrue();
      }
    }
  }

  @Test
  void pingOfAVersionFourClientEndsTheSession() {
    try (RawWebSocket socket = open(4)) {
      socket.text("2");
      assertThat(socket.endsWithin(SOON)).isTrue();
    }
  }

  @Test
  void pongOfAVersionThreeClientEndsTheSession() {
    try (RawWebSocket socket = open(3)) {
      socket.text("3");
      assertThat(socket.endsWithin(SOON)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0xC1, reserved bit 1",
    "0xA1, reserved bit 2",
    "0x91, reserved bit 3",
    "0x83, reserved opcode 3",
    "0x8B, reserved opcode 11",
    "0x80, continuation of nothing",
    "0x09, ping in fragments"
  })
  void frameAgainstTheRulesEndsTheSession(String first, String rule) {
    try (RawWebSocket socket = open(4)) {
      socket.frame(Integer.decode(first), new byte[] {'4', 'a'});
      assertThat(socket.endsWithin(SOON)).as(rule).isTrue();
    }
  }

  @Test
  void frameWithoutAMaskEndsTheSession() {
    try (RawWebSocket socket = open(4)) {
      socket.raw(new byte[] {(byte) 0x81, 2, '4', 'a'});
      assertThat(socket.endsWithin(SOON)).isTrue();
    }
  }

  @Test
  void controlFrameOverItsSizeEndsTheSession() {
    try (RawWebSocket socket = open(4)) {
      socket.frame(RawWebSocket.FIN | RawWebSocket.PING, new byte[126]);
      assertThat(socket.endsWithin(SOON)).isTrue();
    }
  }

  @Test
  void textThatIsNotUtf8EndsTheSession() {
    try (RawWebSocket socket = open(4)) {
      socket.frame(RawWebSocket.FIN | RawWebSocket.TEXT, new byte[] {'4', (byte) 0xC3, 0x28});
      assertThat(socket.next().closeCode()).isIn(1005, 1007);
      assertThat(socket.endsWithin(SOON)).isTrue();
    }
  }

  @Test
  void messageOfExactlyTheLimitIsTaken() {
    try (RawWebSocket socket = open(4)) {
      socket.text("4" + "x".repeat(999_999));
      assertThat(socket.next().payload()).hasSize(1_000_000);
    }
  }

  @Test
  void messageBeyondTheLimitEndsTheSessionWithItsReason() {
    try (RawWebSocket socket = open(4)) {
      // The header alone: 1,000,001 bytes are to follow.
      socket.raw(
          new byte[] {(byte) 0x81, (byte) 0xFF, 0, 0, 0, 0, 0, 0x0F, 0x42, 0x41, 1, 2, 3, 4});
      assertThat(socket.next().closeCode()).isEqualTo(1009);
    }
  }

  @Test
  void fragmentsTogetherBeyondTheLimitEndTheSession() {
    try (RawWebSocket socket = open(4)) {
      socket.frame(RawWebSocket.BINARY, new byte[600_000]);
      socket.frame(RawWebSocket.FIN, new byte[600_000]);
      assertThat(socket.next().closeCode()).isEqualTo(1009);
    }
  }

  @Test
  void noExtensionIsAgreedOnByDefault() {
    try (RawHttp http = RawHttp.open(server)) {
      HttpReply reply =
          RawWebSocket.upgrade(
              http,
              "/engine.io/?EIO=4&transport=websocket",
              "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits");
      assertThat(reply.status()).isEqualTo(101);
      assertThat(reply.has("Sec-WebSocket-Extensions")).isFalse();
      assertThat(reply.header("Sec-WebSocket-Accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }
  }
}
