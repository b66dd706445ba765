package dev.natter.conformance;

import static dev.natter.conformance.EnginePollingIT.assertGone;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of the threat model that concern the engine, each attacked. */
class ThreatsIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Target server = Target.calm();

  /** Whatever was done to it, the server serves the next client. */
  @AfterEach
  void othersAreUnharmed() {
    try (Wire wire = Way.V4_WEBSOCKET.open(server).connected()) {
      wire.expectAlive();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = "V4.*")
  void nothingRunsBeforeAnAcceptedConnect(Way way) {
    String[] early = {
      "42[\"all\",\"early\"]", "42/guarded,[\"all\",\"early\"]", "420[\"whoami\",0]",
      "430[1]", "41", "451-[\"bin\",{\"_placeholder\":true,\"num\":0}]"
    };
    try (Wire witness = Way.V4_WEBSOCKET.open(server).connected()) {
      for (String packet : early) {
        try (Wire wire = way.open(server)) {
          wire.send(packet);
          if (packet.startsWith("45")) {
            wire.sendBinary(new byte[] {1});
          }
          wire.expectEnd();
        }
      }
      witness.expectAlive();
    }
  }

  @Test
  void eventRightBehindARefusedConnectIsNotHeard() {
    try (Wire member = Way.V4_WEBSOCKET.open(server)) {
      member.send("40/guarded,{\"token\":\"good\"}");
      member.expectConnected("/guarded");
      assertThat(member.nextText()).startsWith("42/guarded,[\"auth\"");
      try (PollingSession session = PollingSession.open(server, 4)) {
        session.postText("40/guarded,{\"token\":\"bad\"}", "42/guarded,[\"all\",\"intruder\"]");
        Awaitility.await().pollDelay(Duration.ofMillis(200)).until(() -> true);
      }
      member.send("42/guarded,1[\"noop\",0]");
      member.expect("43/guarded,1[]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "%sx", "x%s", "a%%00%s"})
  void sessionIdsAreExact(String form) {
    try (PollingSession session = PollingSession.open(server, 4)) {
      String url = "/socket.io/?EIO=4&transport=polling&sid=" + form.formatted(session.sid());
      int expected = form.equals("%s") ? 200 : 400;
      session.postText("40");
      assertThat(RawHttp.once(server, "GET", url).status()).isEqualTo(expected);
    }
  }

  @Test
  void sessionIdsShareNoLongPrefix() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      try (PollingSession session = PollingSession.open(server, 4)) {
        ids.add(session.sid().substring(0, 8));
      }
    }
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void publicIdIsNoPartOfTheSecretOne() {
    try (Wire wire = Way.V4_WEBSOCKET.open(server)) {
      wire.send("40");
      String id = Json.parse(wire.nextText().substring(2)).path("sid").asText();
      assertThat(id).doesNotContain(wire.sid());
      assertThat(wire.sid()).doesNotContain(id);
    }
  }

  @Test
  void compressedRequestBodyIsRefused() {
    server.notOnReference("takes it for text, and closes the session");
    try (PollingSession session = PollingSession.open(server, 4);
        RawHttp http = RawHttp.open(server)) {
      byte[] gzip = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3};
      HttpReply reply =
          http.request(
              "POST", session.url(), gzip, "Content-Encoding: gzip", "Content-Type: text/plain");
      assertThat(reply.status()).isEqualTo(415);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {33, 1000, 50_000})
  void deeplyNestedJsonEndsTheConnection(int depth) {
    server.notOnReference("has no limit of depth");
    String deep = "[".repeat(depth) + "]".repeat(depth);
    try (Wire wire = Way.V4_WEBSOCKET.open(server).connected()) {
      wire.emit("[\"echo\"," + deep + "]");
      wire.expectEnd();
    }
    try (Wire wire = Way.V4_WEBSOCKET.open(server)) {
      wire.send("40{\"a\":" + deep + "}");
      wire.expectEnd();
    }
  }

  @Test
  void moderatelyNestedJsonIsTaken() {
    String deep = "[".repeat(25) + "]".repeat(25);
    try (Wire wire = Way.V4_WEBSOCKET.open(server).connected()) {
      wire.emit("[\"echo\"," + deep + "]");
      wire.expect("42[\"echo-back\"," + deep + "]");
    }
  }

  @Test
  void endlessNumberEndsTheConnection() {
    server.notOnReference("has no limit of digits");
    try (Wire wire = Way.V4_WEBSOCKET.open(server).connected()) {
      wire.emit("[\"echo\"," + "9".repeat(50_000) + "]");
      wire.expectEnd();
    }
  }

  @Test
  void endlessAckIdEndsTheConnection() {
    server.notOnReference("takes it for Infinity");
    try (Wire wire = Way.V4_WEBSOCKET.open(server).connected()) {
      wire.send("42" + "9".repeat(400) + "[\"echo-ack\",1]");
      wire.expectEnd();
    }
  }

  @Test
  void attachmentsTogetherBeyondTheLimitEndTheConnection() {
    server.notOnReference("bounds each one, not their sum");
    try (Wire wire = Way.V4_WEBSOCKET.open(server).connected()) {
      wire.send("4510-[\"bin\",{\"_placeholder\":true,\"num\":0}]");
      try {
        for (int i = 0; i < 9; i++) {
          wire.sendBinary(new byte[300_000]);
        }
      } catch (java.io.UncheckedIOException e) {
        // Cut off while writing, as it should be.
      }
      wire.expectEnd();
    }
  }

  @Test
  void endlessEmptyFragmentsEndTheConnection() {
    server.notOnReference("allows 131,072 fragments");
    try (RawWebSocket socket = RawWebSocket.open(server, "/socket.io/?EIO=4&transport=websocket")) {
      assertThat(socket.next().text()).startsWith("0");
      try {
        socket.frame(RawWebSocket.TEXT, "4".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < 5000; i++) {
          socket.frame(RawWebSocket.CONTINUATION, new byte[0]);
        }
      } catch (java.io.UncheckedIOException e) {
        // Cut off while writing, as it should be.
      }
      assertThat(socket.endsWithin(SOON)).isTrue();
    }
  }

  @Test
  void headersThatNeverEndAreCutOff() {
    try (RawHttp http = RawHttp.open(server)) {
      StringBuilder request =
          new StringBuilder("GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\n");
      for (int i = 0; i < 2000; i++) {
        request.append("X-Header-").append(i).append(": ").append("v".repeat(50)).append("\r\n");
      }
      request.append("\r\n");
      try {
        http.write(request.toString());
        assertThat(http.reply().status()).isBetween(400, 499);
      } catch (java.io.UncheckedIOException e) {
        // Cut off without an answer is as good.
      }
    }
  }

  @Test
  void uriBeyondAllMeasureIsRefused() {
    try (RawHttp http = RawHttp.open(server)) {
      http.write(
          "GET /socket.io/?EIO=4&transport=polling&x="
              + "a".repeat(100_000)
              + " HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(http.reply().status()).isBetween(400, 499);
    } catch (java.io.UncheckedIOException e) {
      // Cut off without an answer is as good.
    }
  }

  @Test
  void manyPipelinedHandshakesAreServedOrCutOff() {
    try (RawHttp http = RawHttp.open(server)) {
      String request = "GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\n\r\n";
      http.write(request.repeat(500));
      assertThat(http.reply().status()).isEqualTo(200);
    } catch (java.io.UncheckedIOException e) {
      // Cut off is as good.
    }
  }

  @Test
  void preflightCreatesNoSession() {
    HttpReply reply =
        RawHttp.once(
            server,
            "OPTIONS",
            "/socket.io/?EIO=4&transport=polling",
            "Origin: http://elsewhere.example",
            "Access-Control-Request-Method: GET");
    assertThat(reply.body()).doesNotContain("sid");
  }

  @Test
  void anyOriginIsAllowedWithoutCredentialsOnly() {
    HttpReply reply =
        RawHttp.once(
            server,
            "GET",
            "/socket.io/?EIO=4&transport=polling",
            "Origin: http://elsewhere.example");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(reply.has("Access-Control-Allow-Credentials")).isFalse();
  }

  @Test
  void answerRepeatsNothingOfTheRequest() {
    String url = "/socket.io/?EIO=4&transport=%3Cscript%3Ealert(1)%3C/script%3E%0d%0aX-Bad:1";
    HttpReply reply = RawHttp.once(server, "GET", url);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).doesNotContain("script");
    assertThat(reply.has("X-Bad")).isFalse();
  }

  @Test
  void pollingClientThatAsksForMuchAndNeverFetchesIsShed() {
    server.notOnReference("buffers without a limit");
    try (PollingSession session = PollingSession.open(server, 4)) {
      session.postText("40");
      for (int i = 0; i < 10 && session.postText("42[\"make-big\",900000]").status() == 200; i++) {
        Awaitility.await().pollDelay(Duration.ofMillis(20)).until(() -> true);
      }
      assertGone(session);
    }
  }

  @Test
  void webSocketClientThatNeverReadsIsShed() {
    server.notOnReference("buffers without a limit");
    try (RawHttp http = RawHttp.open(server, 4096)) {
      assertThat(RawWebSocket.upgrade(http, "/socket.io/?EIO=4&transport=websocket").status())
          .isEqualTo(101);
      RawWebSocket socket = RawWebSocket.over(http);
      socket.text("40");
      try {
        for (int i = 0; i < 200; i++) {
          socket.text("42[\"make-big\",900000]");
          Awaitility.await().pollDelay(Duration.ofMillis(10)).until(() -> true);
        }
      } catch (java.io.UncheckedIOException e) {
        return;
      }
      throw new AssertionError("180 MB are waiting for a client that never reads");
    }
  }
}
