package dev.natter.conformance;

import static dev.natter.conformance.EnginePollingIT.assertGone;
import static dev.natter.conformance.EnginePollingIT.pattern;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * One case for each measured defect of netty-socketio 2.0.14 that the protocol sections do not
 * already name; each fails on the stock library.
 */
class DefectsIT {
  private static final Duration A_WHILE = Duration.ofMillis(250);
  private static final String HOLE = "{\"_placeholder\":true,\"num\":0}";

  private final Target server = Target.calm();

  @Test
  @DisplayName("1: the 51st queued packet of polling was lost")
  void noPacketOfManyQueuedOnesIsLostOnPolling() {
    for (int version : new int[] {3, 4}) {
      try (PollingSession session = PollingSession.open(server, "/socket.io/", version, "&b64=1")) {
        connect(session);
        session.postText("42[\"burst\",1000]");
        List<String> received = new ArrayList<>();
        while (received.size() < 1000) {
          session.poll().forEach(packet -> received.add(packet.text()));
        }
        for (int i = 0; i < 1000; i++) {
          assertThat(received.get(i)).isEqualTo("42[\"b\"," + i + "]");
        }
      }
    }
  }

  @Test
  @DisplayName("2: outgoing binary began with a stray byte 4")
  void binaryFrameOfVersionFourHasNoTypeByte() {
    try (Wire wire = Way.V4_WEBSOCKET.open(server).connected()) {
      wire.emit("[\"get-bin\",5]");
      assertThat(wire.nextText()).startsWith("453-");
      wire.expectBinary(pattern(5));
    }
  }

  @Test
  @DisplayName("2: polling of version 4 sent the framing of version 3")
  void binaryOnPollingOfVersionFourIsBase64() {
    try (PollingSession session = PollingSession.open(server, 4)) {
      connect(session);
      session.postText("42[\"get-bin\",5]");
      StringBuilder all = new StringBuilder();
      while (!all.toString().contains("bAAEC\u001e")) {
        all.append(session.get().body()).append('\u001e');
      }
      assertThat(all.toString()).contains("\u001ebAAECAwQ=\u001e");
    }
  }

  @Test
  @DisplayName("3: incoming attachments arrived changed, over 57 bytes not at all")
  void attachmentsArriveUnchangedAndAreAcknowledged() {
    for (int size : new int[] {1, 57, 58, 300}) {
      try (Wire wire = Way.V4_POLLING.open(server).connected()) {
        wire.send("451-3[\"bin-ack\"," + HOLE + "]");
        wire.sendBinary(pattern(size));
        wire.expect("461-3[" + HOLE + "]");
        wire.expectBinary(pattern(size));
      }
    }
  }

  @Test
  @DisplayName("4: WebSocket frames were split at any 0x1E")
  void separatorInsideAFrameIsText() {
    try (Wire wire = Way.V4_WEBSOCKET.open(server).connected()) {
      wire.emit("[\"message\",\"a\\u001eb\"]");
      wire.expect("42[\"message-back\",\"a\\u001eb\"]");
      wire.sendBinaryEvent(new byte[] {0x34, 0x1E, 0x34});
      assertThat(wire.nextText()).startsWith("451-[\"bin-back\"");
      wire.expectBinary(new byte[] {0x34, 0x1E, 0x34});
    }
  }

  @Test
  @DisplayName("5: digits and a colon were taken for a length header")
  void textThatLooksLikeALengthHeaderIsText() {
    try (RawWebSocket socket = RawWebSocket.open(server, "/socket.io/?transport=websocket&EIO=3")) {
      assertThat(socket.next().text()).startsWith("0");
      assertThat(socket.next().text()).isEqualTo("40");
      assertThat(socket.next().text()).startsWith("42[\"auth\"");
      // A ping whose content is a colon and more.
      socket.text("2:41");
      assertThat(socket.next().text()).isEqualTo("3:41");
    }
  }

  @Test
  @DisplayName("6: lengths of version 3 polling were counted in bytes")
  void textOutsideLatinSurvivesVersionThreePolling() {
    for (Way way : new Way[] {Way.V3_POLLING, Way.V3_POLLING_B64}) {
      try (Wire wire = way.open(server).connected()) {
        wire.emit("[\"message\",\"日本 😀 é\"]");
        wire.expect("42[\"message-back\",\"日本 😀 é\"]");
      }
    }
  }

  @Test
  @DisplayName("7: another packet in between broke a packet that waited for attachments")
  void heartbeatBetweenPacketAndAttachmentIsNoHindrance() {
    try (Wire wire = Way.V3_WEBSOCKET.open(server).connected()) {
      wire.send("451-[\"bin\"," + HOLE + "]");
      wire.send("2");
      wire.sendBinary(pattern(58));
      wire.expect("451-[\"bin-back\"," + HOLE + ",58]");
      wire.expectBinary(pattern(58));
    }
  }

  @Test
  @DisplayName("8: upgrades stuck after a failure on the connection")
  void twentyUpgradesOfTwentySucceed() {
    for (int i = 0; i < 20; i++) {
      try (PollingSession session = PollingSession.open(server, 4)) {
        connect(session);
        session.startPoll();
        try (RawWebSocket socket = RawWebSocket.open(server, session.url("websocket"))) {
          socket.text("2probe");
          assertThat(socket.next().text()).isEqualTo("3probe");
          assertThat(session.readPoll().body()).isEqualTo("6");
          session.startPoll();
          assertThat(session.readPoll().body()).isEqualTo("6");
          socket.text("5");
          socket.text("42[\"echo\",1]");
          assertThat(socket.next().text()).isEqualTo("42[\"echo-back\",1]");
        }
      }
    }
  }

  @Test
  @DisplayName("9: a connection joined the default namespace before its CONNECT")
  void clientOfAnotherNamespaceIsNotInTheDefaultOne() {
    try (Wire wire = Way.V4_WEBSOCKET.open(server).connected("/custom");
        Wire speaker = Way.V4_WEBSOCKET.open(server).connected()) {
      speaker.emit("[\"all\",\"secret\"]");
      speaker.expect("42[\"to-all\",\"secret\"]");
      wire.expectNothing(A_WHILE);
    }
  }

  @Test
  @DisplayName("10: a refused client stayed a member and heard broadcasts")
  void refusedClientHearsNothing() {
    try (Wire refused = Way.V4_WEBSOCKET.open(server);
        Wire member = Way.V4_WEBSOCKET.open(server)) {
      refused.send("40/guarded");
      refused.expect("44/guarded,{\"message\":\"bad token\"}");
      member.send("40/guarded,{\"token\":\"good\"}");
      member.expectConnected("/guarded");
      member.greeted("42/guarded,[\"auth\"");
      member.send("42/guarded,[\"all\",\"secret\"]");
      member.expect("42/guarded,[\"to-all\",\"secret\"]");
      refused.expectNothing(A_WHILE);
      member.send("42/guarded,1[\"count-clients\",0]");
      member.expect("43/guarded,1[1]");
    }
  }

  @Test
  @DisplayName("11: the public id was the key to the session")
  void publicIdOpensNoSession() {
    try (Wire wire = Way.V4_POLLING.open(server).connected()) {
      wire.send("421[\"whoami\",0]");
      String id = Json.parse(wire.nextText().substring(3)).path(0).asText();
      String url = "/socket.io/?EIO=4&transport=polling&sid=" + id;
      assertThat(RawHttp.once(server, "GET", url).body()).contains("Session ID unknown");
      assertThat(RawHttp.once(server, "POST", url).body()).contains("Session ID unknown");
    }
  }

  @Test
  @DisplayName("11: a client could choose its session id by a cookie")
  void cookieOrHeaderChoosesNoSessionId() {
    String chosen = "11111111-2222-3333-4444-555555555555";
    HttpReply reply =
        RawHttp.once(
            server,
            "GET",
            "/socket.io/?EIO=4&transport=polling",
            "Cookie: io=" + chosen,
            "io: " + chosen);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).doesNotContain(chosen);
  }

  @Test
  @DisplayName("12: one id served every namespace, and who was disconnected was still counted")
  void namespacesHaveOwnIdsAndForgetWhoLeft() {
    try (Wire wire = Way.V4_WEBSOCKET.open(server);
        Wire counter = Way.V4_WEBSOCKET.open(server).connected("/custom")) {
      wire.send("40");
      String first = wire.nextText();
      wire.greeted("42[\"auth\"");
      wire.send("40/custom");
      String second = wire.nextText();
      wire.greeted("42/custom,[\"auth\"");
      assertThat(first.substring(2)).isNotEqualTo(second.substring("40/custom,".length()));
      int before = count(counter);
      wire.send("42/custom,[\"kick\",1]");
      assertThat(wire.nextText()).startsWith("41/custom");
      assertThat(count(counter)).isEqualTo(before - 1);
    }
  }

  @Test
  @DisplayName("15: polling closed its connection after each answer")
  void pollingKeepsItsConnection() {
    try (RawHttp http = RawHttp.open(server)) {
      for (int i = 0; i < 5; i++) {
        HttpReply reply = http.get("/socket.io/?EIO=4&transport=polling");
        assertThat(reply.header("Connection")).doesNotContainIgnoringCase("close");
      }
    }
  }

  @Test
  @DisplayName("16: a POST that closes got an error 500")
  void postThatClosesIsAnsweredOk() {
    try (PollingSession session = PollingSession.open(server, 4)) {
      assertThat(session.postText("1").status()).isEqualTo(200);
      assertGone(session);
    }
  }

  @Test
  @DisplayName("16: a second GET at the same time did not close the session")
  void secondPollAtATimeClosesTheSession() {
    try (PollingSession session = PollingSession.open(server, 4)) {
      connect(session);
      session.startPoll();
      assertThat(RawHttp.once(server, "GET", session.url()).status()).isEqualTo(400);
      assertGone(session);
    }
  }

  @Test
  @DisplayName("16: a GET that was broken off did not close the session")
  void abortedPollClosesTheSession() {
    try (PollingSession session = PollingSession.open(server, 4)) {
      connect(session);
      session.startPoll();
      session.abortPoll();
      assertGone(session);
    }
  }

  @Test
  @DisplayName("16: old polling requests were served after an upgrade, as was a second WebSocket")
  void upgradedSessionIsServedOnItsWebSocketOnly() {
    try (PollingSession session = PollingSession.open(server, 4)) {
      connect(session);
      RawWebSocket socket = RawWebSocket.open(server, session.url("websocket"));
      socket.text("2probe");
      assertThat(socket.next().text()).isEqualTo("3probe");
      socket.text("5");
      socket.text("42[\"echo\",1]");
      assertThat(socket.next().text()).isEqualTo("42[\"echo-back\",1]");
      assertThat(RawHttp.once(server, "GET", session.url()).status()).isEqualTo(400);
      assertThat(RawHttp.once(server, "POST", session.url()).status()).isEqualTo(400);
      try (RawWebSocket second = RawWebSocket.open(server, session.url("websocket"))) {
        assertThat(second.endsWithin(Target.patience())).isTrue();
      }
      socket.close();
    }
  }

  @Test
  @DisplayName("18: CONNECT_ERROR was a bare string")
  void connectErrorHasAMessage() {
    try (Wire wire = Way.V4_WEBSOCKET.open(server)) {
      wire.send("40/nowhere");
      wire.expect("44/nowhere,{\"message\":\"Invalid namespace\"}");
    }
  }

  @Test
  @DisplayName("20: a ping timeout was told as 41, after which clients stay away")
  void pingTimeoutIsNoDisconnectPacket() {
    String url = "/socket.io/?EIO=4&transport=websocket";
    try (RawWebSocket socket = RawWebSocket.open(Target.hasty(), url)) {
      assertThat(socket.next().text()).startsWith("0");
      socket.text("40");
      for (RawWebSocket.Frame frame = socket.next(); !frame.isClose(); frame = socket.next()) {
        assertThat(frame.text()).doesNotStartWith("41");
      }
    }
  }

  @Test
  @DisplayName("21: an ack was sent when the listener returned")
  void serverDoesNotAcknowledgeByItself() {
    try (Wire wire = Way.V4_WEBSOCKET.open(server).connected()) {
      wire.send("427[\"burst\",1]");
      wire.expect("42[\"b\",0]");
      wire.expectNothing(A_WHILE);
    }
  }

  @Test
  @DisplayName("22: 64 KiB was the limit of a message")
  void messageOfNearlyAMegabyteIsTaken() {
    for (Way way : new Way[] {Way.V4_WEBSOCKET, Way.V4_POLLING, Way.V3_WEBSOCKET}) {
      try (Wire wire = way.open(server).connected()) {
        wire.send("421[\"len\",\"" + "x".repeat(900_000) + "\"]");
        wire.expect("431[900000]");
      }
    }
  }

  @Test
  @DisplayName("besides: b64=1 of version 4 was answered in the framing of version 3")
  void base64ParameterChangesNothingForVersionFour() {
    HttpReply reply = RawHttp.once(server, "GET", "/socket.io/?EIO=4&transport=polling&b64=1");
    assertThat(reply.body()).startsWith("0{");
  }

  @Test
  @DisplayName("besides: an empty attachment swallowed all later text")
  void emptyAttachmentLeavesTheSessionSound() {
    for (Way way : Way.values()) {
      try (Wire wire = way.open(server).connected()) {
        wire.sendBinaryEvent(new byte[0]);
        assertThat(wire.nextText()).startsWith("451-[\"bin-back\"");
        wire.expectBinary(new byte[0]);
        wire.expectAlive();
      }
    }
  }

  @Test
  @DisplayName("besides: a leading zero byte swallowed all later text")
  void leadingZeroByteDoesNotPoisonTheSession() {
    try (Wire wire = Way.V4_WEBSOCKET.open(server).connected()) {
      wire.sendBinaryEvent(new byte[] {0, 1, 2});
      assertThat(wire.nextText()).startsWith("451-[\"bin-back\"");
      wire.expectBinary(new byte[] {0, 1, 2});
      wire.expectAlive();
    }
  }

  @Test
  @DisplayName("besides: POST was answered before it was processed")
  void postsKeepTheirOrder() {
    try (PollingSession session = PollingSession.open(server, 4)) {
      connect(session);
      for (int i = 0; i < 200; i++) {
        session.postText("42[\"seq\"," + i + "]");
      }
      session.postText("421[\"seq-end\",0]");
      assertThat(session.poll().get(0).text()).isEqualTo("431[200,true]");
    }
  }

  @Test
  @DisplayName("besides: a two-packet message of 45 bytes span an event loop for ever")
  void emptyAndStrayPacketsInAPayloadEndIt() {
    for (String body :
        new String[] {"4\u001e", "\u001e\u001e", "451-[\"a\"]\u001e", "42[\"a\"]\u001e4"}) {
      try (PollingSession session = PollingSession.open(server, 4)) {
        connect(session);
        session.startPoll();
        session.postBody(body);
        session.readPoll();
        assertGone(session);
      }
    }
  }

  @Test
  @DisplayName("besides: a WebSocket of version 99 and other half handshakes leaked a client")
  void webSocketOfAnotherVersionIsRefused() {
    try (RawHttp http = RawHttp.open(server)) {
      HttpReply reply =
          http.request(
              "GET",
              "/socket.io/?EIO=4&transport=websocket",
              "".getBytes(StandardCharsets.UTF_8),
              "Upgrade: websocket",
              "Connection: Upgrade",
              "Sec-WebSocket-Version: 99",
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
      assertThat(reply.status()).isIn(400, 426);
      assertThat(http.endsWithin(Target.patience())).isTrue();
    }
  }

  private static int count(Wire wire) {
    wire.send("42/custom,1[\"count-clients\",0]");
    String answer = wire.nextText();
    return Json.parse(answer.substring(answer.indexOf('['))).path(0).asInt();
  }

  private static void connect(PollingSession session) {
    if (session.version() == 4) {
      session.postText("40");
    }
    List<String> received = new ArrayList<>();
    session.withOpen().forEach(packet -> received.add(packet.text()));
    while (received.stream().noneMatch(text -> text.startsWith("42[\"auth\""))) {
      session.poll().forEach(packet -> received.add(packet.text()));
    }
  }
}
