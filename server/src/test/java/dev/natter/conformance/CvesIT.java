package dev.natter.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The inputs of published vulnerabilities of this family of software, each sent as published. */
class CvesIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String HANDSHAKE = "/socket.io/?EIO=4&transport=polling";
  private static final String SOCKET = "/socket.io/?EIO=4&transport=websocket";

  private final Target server = Target.calm();

  /** Whatever was sent, the server serves the next client. */
  @AfterEach
  void othersAreUnharmed() {
    try (Wire wire = Way.V4_WEBSOCKET.open(server).connected()) {
      wire.expectAlive();
    }
  }

  private Wire client() {
    return Way.V4_WEBSOCKET.open(server).connected();
  }

  /** Sends the bytes as they are; gives the status of the answer, 0 when there is none. */
  private int status(String request) {
    try (RawHttp http = RawHttp.open(server)) {
      http.readTimeout(SOON);
      http.write(request);
      return http.reply().status();
    } catch (UncheckedIOException e) {
      return 0;
    }
  }

  @Test
  @DisplayName("CVE-2024-38355: an event named error")
  void eventNamedErrorIsAnEvent() {
    try (Wire wire = client()) {
      wire.emit("[\"error\",{\"a\":1}]");
      wire.expectAlive();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hasOwnProperty",
        "toString",
        "constructor",
        "__proto__",
        "valueOf",
        "error",
        "message:"
      })
  void eventNamedLikeAPropertyIsAnEvent(String name) {
    try (Wire wire = client()) {
      wire.emit("[\"" + name + "\",1]");
      wire.expectAlive();
    }
  }

  @Test
  @DisplayName("CVE-2023-32695: 42[{\"toString\":\"foo\"}]")
  void objectForAnEventNameEndsTheConnection() {
    try (Wire wire = client()) {
      wire.emit("[{\"toString\":\"foo\"}]");
      wire.expectEnd();
    }
  }

  @Test
  @DisplayName("CVE-2022-2421: an attachment placeholder numbered splice")
  void placeholderNumberedByAWordEndsTheConnection() {
    try (Wire wire = client()) {
      wire.send("451-[\"bin\",{\"_placeholder\":true,\"num\":\"splice\"}]");
      wire.sendBinary(new byte[] {1});
      wire.expectEnd();
    }
  }

  @ParameterizedTest
  @DisplayName("CVE-2026-33151: an endless number of attachments")
  @ValueSource(strings = {"11", "1000", "2147483648", "99999999999999999999999999"})
  void tooManyAttachmentsEndTheConnectionBeforeTheyCome(String count) {
    try (Wire wire = client()) {
      wire.send("45" + count + "-[\"bin\",{\"_placeholder\":true,\"num\":0}]");
      wire.expectEnd();
    }
  }

  @Test
  @DisplayName("CVE-2020-36048: a very long POST body")
  void longPostIsRefused() {
    try (PollingSession session = PollingSession.open(server, 4);
        RawHttp http = RawHttp.open(server)) {
      try {
        assertThat(http.post(session.url(), "4" + "x".repeat(5_000_000)).status()).isEqualTo(413);
      } catch (UncheckedIOException e) {
        // Cut off while writing is as good.
      }
    }
  }

  @Test
  @DisplayName("CVE-2020-36048: announced length beyond all measure")
  void announcedLengthIsRefusedBeforeTheBody() {
    try (PollingSession session = PollingSession.open(server, 4);
        RawHttp http = RawHttp.open(server)) {
      http.readTimeout(SOON);
      http.write(
          "POST "
              + session.url()
              + " HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n4x");
      server.notOnReference("reads on until the limit is passed");
      assertThat(http.reply().status()).isEqualTo(413);
    }
  }

  @Test
  @DisplayName("CVE-2020-36049: twenty thousand packets in one payload")
  void payloadOfTinyPacketsIsServedOrRefusedButNotSlow() {
    try (PollingSession session = PollingSession.open(server, 4)) {
      session.postText("40");
      String body = "42[\"noop\"]" + "\u001e42[\"noop\"]".repeat(20_000);
      assertThat(session.postBody(body).status()).isIn(200, 400, 413);
    }
  }

  @ParameterizedTest
  @DisplayName("CVE-2022-21676: an upgrade request with a bad frame glued to it")
  @ValueSource(ints = {0x81 | 0x20, 0x81 | 0x10, 0x81 | 0x40, 0x83, 0x8F})
  void badFrameGluedToTheUpgradeHarmsItsSenderOnly(int first) {
    try (RawHttp http = RawHttp.open(server)) {
      byte[] head = upgradeRequest("Sec-WebSocket-Version: 13").getBytes(StandardCharsets.UTF_8);
      byte[] frame = RawWebSocket.masked(first, new byte[] {'4', '0'});
      byte[] both = new byte[head.length + frame.length];
      System.arraycopy(head, 0, both, 0, head.length);
      System.arraycopy(frame, 0, both, head.length, frame.length);
      http.write(both);
      assertThat(http.reply().status()).isEqualTo(101);
      assertThat(RawWebSocket.over(http).endsWithin(SOON)).isTrue();
    }
  }

  @Test
  @DisplayName("CVE-2022-41940: a reset during and after the upgrade")
  void resetAtAnyPointOfTheUpgradeHarmsNobody() {
    for (int i = 0; i < 10; i++) {
      RawHttp half = RawHttp.open(server);
      half.write(upgradeRequest("Sec-WebSocket-Version: 13"));
      half.reset();
      RawHttp upgraded = RawHttp.open(server);
      RawWebSocket.upgrade(upgraded, SOCKET);
      upgraded.write(new byte[] {(byte) 0x81, (byte) 0x85, 1});
      upgraded.reset();
      PollingSession session = PollingSession.open(server, 4);
      RawHttp probing = RawHttp.open(server);
      RawWebSocket.upgrade(probing, session.url("websocket"));
      probing.reset();
      session.close();
    }
  }

  @ParameterizedTest
  @DisplayName("CVE-2023-31125: an upgrade with an invalid transport")
  @ValueSource(strings = {"polling", "webtransport", "flashsocket", ""})
  void upgradeWithAnotherTransportIsRefused(String transport) {
    try (RawHttp http = RawHttp.open(server)) {
      String url = "/socket.io/?EIO=4&transport=" + transport;
      int status = RawWebSocket.upgrade(http, url).status();
      if (status == 101) {
        assertThat(RawWebSocket.over(http).endsWithin(SOON)).isTrue();
      } else {
        assertThat(status).isEqualTo(400);
      }
    }
  }

  @Test
  @DisplayName("CVE-2026-59725: POST of application/octet-stream was never answered")
  void binaryPostOfVersionFourIsAnswered() {
    try (PollingSession session = PollingSession.open(server, 4);
        RawHttp http = RawHttp.open(server)) {
      HttpReply reply =
          http.request(
              "POST", session.url(), new byte[] {'4'}, "Content-Type: application/octet-stream");
      assertThat(reply.status()).isEqualTo(400);
    }
  }

  @Test
  @DisplayName("CVE-2016-10542: a WebSocket frame without a size limit")
  void hugeFrameIsRefusedByItsHeader() {
    try (RawWebSocket socket = RawWebSocket.open(server, SOCKET)) {
      assertThat(socket.next().text()).startsWith("0");
      socket.raw(
          new byte[] {(byte) 0x81, (byte) 0xFF, 0x7F, -1, -1, -1, -1, -1, -1, -1, 1, 2, 3, 4});
      assertThat(socket.endsWithin(SOON)).isTrue();
    }
  }

  @Test
  @DisplayName("CVE-2016-10518: a ping is answered with its content and no more")
  void pingIsAnsweredWithItsOwnContent() throws Exception {
    try (RawWebSocket socket = RawWebSocket.open(server, SOCKET)) {
      assertThat(socket.nextFrame().opcode()).isEqualTo(RawWebSocket.TEXT);
      socket.frame(RawWebSocket.FIN | RawWebSocket.PING, new byte[] {'3', '2'});
      assertThat(socket.nextFrame().payload()).containsExactly('3', '2');
    }
  }

  @ParameterizedTest
  @DisplayName("GHSA-5v72-xg48-5rpm: extensions named like properties")
  @ValueSource(
      strings = {
        "constructor",
        "__proto__",
        "permessage-deflate; server_max_window_bits=\"",
        "x;;;=,,"
      })
  void oddExtensionsAreRefusedOrIgnored(String extension) {
    try (RawHttp http = RawHttp.open(server)) {
      HttpReply reply =
          RawWebSocket.upgrade(http, SOCKET, "Sec-WebSocket-Extensions: " + extension);
      assertThat(reply.status()).isIn(101, 400);
      assertThat(reply.has("Sec-WebSocket-Extensions")).isFalse();
    }
  }

  @Test
  @DisplayName("CVE-2021-32640: a protocol name of many spaces")
  void protocolOfManySpacesIsNotSlow() {
    try (RawHttp http = RawHttp.open(server)) {
      http.readTimeout(SOON);
      HttpReply reply =
          RawWebSocket.upgrade(http, SOCKET, "Sec-WebSocket-Protocol: b" + " ".repeat(6000) + "x");
      assertThat(reply.status()).isIn(101, 400, 431);
    }
  }

  @Test
  @DisplayName("CVE-2024-37890: more headers than the limit")
  void upgradeBehindTooManyHeadersHarmsNobody() {
    StringBuilder more = new StringBuilder("Sec-WebSocket-Version: 13");
    for (int i = 0; i < 2000; i++) {
      more.append("\r\nX").append(i).append(": 1");
    }
    assertThat(status(upgradeRequest(more.toString()))).isIn(0, 101, 400, 431);
  }

  @Test
  @DisplayName("CVE-2026-48779: hundreds of thousands of tiny fragments")
  void tinyFragmentsEndTheConnection() {
    server.notOnReference("allows 131,072 fragments");
    try (RawWebSocket socket = RawWebSocket.open(server, SOCKET)) {
      assertThat(socket.next().text()).startsWith("0");
      try {
        socket.frame(RawWebSocket.TEXT, new byte[] {'4'});
        for (int i = 0; i < 20_000; i++) {
          socket.frame(RawWebSocket.CONTINUATION, new byte[] {'x'});
        }
      } catch (UncheckedIOException e) {
        // Cut off while writing, as it should be.
      }
      assertThat(socket.endsWithin(SOON)).isTrue();
    }
  }

  @Test
  @DisplayName("GHSA-cgwc-pv48-fhj5: a flood of pongs nobody asked for")
  void floodOfPongsIsHarmless() {
    try (Wire wire = client()) {
      try {
        for (int i = 0; i < 2000; i++) {
          wire.send("3");
        }
        wire.expectAlive();
      } catch (UncheckedIOException | AssertionError e) {
        // Cutting it off is right as well; others are asked afterwards.
        assertThat(e).isNotNull();
      }
    }
  }

  @ParameterizedTest
  @DisplayName(
      "CVE-2019-16869, -20444, -20445, -2026-42581: requests that two parsers read differently")
  @ValueSource(
      strings = {
        "Transfer-Encoding : chunked\r\nContent-Length: 2\r\n\r\n40",
        "NoColonHere\r\nContent-Length: 2\r\n\r\n40",
        "Content-Length: 2\r\nContent-Length: 3\r\n\r\n40x",
        "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n40\r\n0\r\n\r\n",
        "Content-Length: -1\r\n\r\n40",
        "Content-Length: 0x2\r\n\r\n40"
      })
  void ambiguousRequestIsRefused(String rest) {
    try (PollingSession session = PollingSession.open(server, 4)) {
      int status = status("POST " + session.url() + " HTTP/1.1\r\nHost: x\r\n" + rest);
      if (rest.startsWith("Content-Length: 2\r\nTransfer")) {
        // Netty drops the length and takes the chunks: one reading only.
        assertThat(status).isIn(0, 200, 400);
      } else {
        assertThat(status).isIn(0, 400);
      }
    }
  }

  @ParameterizedTest
  @DisplayName("CVE-2021-43797: control characters in header names")
  @ValueSource(strings = {"X\u0000Y: 1", "X\u0001Y: 1", "X Y: 1", "\u000bX: 1"})
  void controlCharactersInAHeaderNameAreRefused(String header) {
    String request = "GET " + HANDSHAKE + " HTTP/1.1\r\nHost: x\r\n" + header + "\r\n\r\n";
    assertThat(status(request)).isIn(0, 400);
  }

  @Test
  @DisplayName("CVE-2022-41915: response splitting through a value")
  void lineBreaksInTheQueryReachNoHeader() {
    String url = HANDSHAKE + "&j=1%0d%0aX-Bad:%201&x=%0d%0aX-Bad:1";
    HttpReply reply = RawHttp.once(server, "GET", url, "Origin: http://a");
    assertThat(reply.has("X-Bad")).isFalse();
  }

  @ParameterizedTest
  @DisplayName("CVE-2025-58056, -2026-33870: line breaks in a chunk extension")
  @ValueSource(strings = {"2;\n40\r\n0\r\n\r\n", "2;a=\"\r\n\"\r\n40\r\n0\r\n\r\n"})
  void lineBreakInAChunkExtensionIsRefused(String chunks) {
    try (PollingSession session = PollingSession.open(server, 4)) {
      int status =
          status(
              "POST "
                  + session.url()
                  + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                  + chunks);
      assertThat(status).isIn(0, 400);
    }
  }

  @ParameterizedTest
  @DisplayName("CVE-2026-50020: bytes before the request line")
  @ValueSource(strings = {"\u0000", "\u0001\u0002", "\u0007"})
  void controlBytesBeforeTheRequestLineAreRefused(String bytes) {
    String request = bytes.repeat(100) + "GET " + HANDSHAKE + " HTTP/1.1\r\nHost: x\r\n\r\n";
    assertThat(status(request)).isIn(0, 400);
  }

  @ParameterizedTest
  @DisplayName("CVE-2026-59898: WebSocket versions 7 and 8 without Connection and Upgrade")
  @ValueSource(ints = {0, 7, 8})
  void oldWebSocketVersionsWithoutAnUpgradeAreNotServed(int version) {
    String request =
        "GET "
            + SOCKET
            + " HTTP/1.1\r\nHost: x\r\nSec-WebSocket-Version: "
            + version
            + "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    assertThat(status(request)).isIn(0, 400, 426);
  }

  @Test
  @DisplayName("CVE-2026-59899, -93491: a thousand requests whose answers are not read")
  void pipeliningWithoutReadingIsBounded() {
    try (RawHttp http = RawHttp.open(server, 4096)) {
      String request = "GET " + HANDSHAKE + " HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n";
      http.write(request.repeat(1000));
    } catch (UncheckedIOException e) {
      // Cut off while writing is as good.
      assertThat(e).isNotNull();
    }
  }

  @Test
  @DisplayName("CVE-2020-28481, CVE-2026-56746: origins")
  void nullOriginIsNotReflected() {
    HttpReply reply = RawHttp.once(server, "GET", HANDSHAKE, "Origin: null");
    assertThat(reply.header("Access-Control-Allow-Origin")).isIn("", "*");
    assertThat(reply.has("Access-Control-Allow-Credentials")).isFalse();
  }

  @ParameterizedTest
  @DisplayName("CVE-2025-52999, -2026-68498: names and texts beyond measure")
  @ValueSource(ints = {60_000, 900_000})
  void longFieldNameHarmsNobody(int length) {
    try (Wire wire = client()) {
      wire.emit("[\"echo\",{\"" + "k".repeat(length) + "\":1}]");
      try {
        assertThat(wire.nextText()).startsWith("42[\"echo-back\"");
      } catch (AssertionError e) {
        wire.expectEnd();
      }
    }
  }

  private static String upgradeRequest(String more) {
    return "GET "
        + SOCKET
        + " HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        + more
        + "\r\n\r\n";
  }
}
