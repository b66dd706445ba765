package dev.natter.conformance;

import static dev.natter.conformance.EngineHandshakeIT.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Engine.IO 4, "HTTP long-polling": sending, receiving, payload encoding, closing. */
class EnginePollingIT {
  private final Target server = Target.engine();

  private PollingSession open() {
    return PollingSession.open(server, "/engine.io/", 4, "");
  }

  @Test
  void postIsAnsweredOkAsHtml() {
    try (PollingSession session = open()) {
      HttpReply reply = session.postText("4hello");
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.body()).isEqualTo("ok");
      assertThat(reply.header("Content-Type")).startsWith("text/html");
    }
  }

  @Test
  void messageComesBackAsText() {
    try (PollingSession session = open()) {
      session.postText("4hello");
      HttpReply reply = session.get();
      assertThat(reply.body()).isEqualTo("4hello");
      assertThat(reply.header("Content-Type")).isEqualToIgnoringCase("text/plain; charset=UTF-8");
    }
  }

  @Test
  void packetsOfAPayloadAreSeparatedByTheRecordSeparator() {
    try (PollingSession session = open()) {
      assertThat(session.postBody("4test1\u001e4test2\u001e4test3").status()).isEqualTo(200);
      assertThat(session.get().body()).isEqualTo("4test1\u001e4test2\u001e4test3");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "äöü",
        "€",
        "日本語",
        "😀 and 👩‍👩‍👧",
        "\u2028\u2029",
        "\"\\\n\r\t",
        "\u0000",
        "12:3",
        "b64"
      })
  void textComesBackUnchanged(String text) {
    try (PollingSession session = open()) {
      assertThat(session.postText("4" + text).status()).isEqualTo(200);
      assertThat(session.poll()).singleElement().extracting(Packet::text).isEqualTo("4" + text);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 56, 57, 58, 300, 100_000})
  void binaryIsLetterBAndBase64(int size) {
    byte[] bytes = pattern(size);
    try (PollingSession session = open()) {
      assertThat(session.post(Packet.binary(bytes)).status()).isEqualTo(200);
      HttpReply reply = session.get();
      assertThat(reply.body()).startsWith("b").doesNotContain("\n");
      assertThat(session.decode(reply).get(0).bytes()).isEqualTo(bytes);
    }
  }

  @Test
  void textAndBinaryShareAPayload() {
    try (PollingSession session = open()) {
      session.post(Packet.text("4a"), Packet.binary(new byte[] {1, 2, 3, 4}), Packet.text("4b"));
      assertThat(session.get().body()).isEqualTo("4a\u001ebAQIDBA==\u001e4b");
    }
  }

  @Test
  void pollWaitsUntilThereIsAPacket() {
    try (PollingSession session = open()) {
      session.startPoll();
      session.postText("4late");
      assertThat(session.readPoll().body()).isEqualTo("4late");
    }
  }

  @Test
  void everyPacketOfManyComesOnceAndInOrder() {
    try (PollingSession session = open()) {
      List<String> sent = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        sent.add("4m" + i);
      }
      for (int i = 0; i < 500; i += 100) {
        session.postText(sent.subList(i, i + 100).toArray(String[]::new));
      }
      List<String> received = new ArrayList<>();
      while (received.size() < 500) {
        session.poll().forEach(packet -> received.add(packet.text()));
      }
      assertThat(received).isEqualTo(sent);
    }
  }

  @Test
  void connectionIsKeptAliveAfterGetAndPost() {
    try (RawHttp http = RawHttp.open(server)) {
      HttpReply first = http.get("/engine.io/?EIO=4&transport=polling");
      String sid = Json.parse(first.body().substring(1)).path("sid").asText();
      String url = "/engine.io/?EIO=4&transport=polling&sid=" + sid;
      for (int i = 0; i < 3; i++) {
        assertThat(http.post(url, "4again" + i).body()).isEqualTo("ok");
        assertThat(http.get(url).body()).isEqualTo("4again" + i);
      }
    }
  }

  @Test
  void connectionIsClosedWhenTheClientAsksForIt() {
    try (RawHttp http = RawHttp.open(server)) {
      assertThat(http.get("/engine.io/?EIO=4&transport=polling", "Connection: close").status())
          .isEqualTo(200);
      assertThat(http.endsWithin(Target.patience())).isTrue();
    }
  }

  @Test
  void secondConcurrentGetIsRefusedAndClosesTheSession() {
    try (PollingSession session = open()) {
      session.startPoll();
      Awaitility.await().pollDelay(Duration.ofMillis(50)).until(() -> true);
      assertThat(RawHttp.once(server, "GET", session.url()).status()).isEqualTo(400);
      assertGone(session);
    }
  }

  @Test
  void secondConcurrentPostIsRefusedAndClosesTheSession() {
    try (PollingSession session = open();
        RawHttp slow = RawHttp.open(server)) {
      slow.write(
          "POST "
              + session.url()
              + " HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n"
              + "Content-Length: 100\r\n\r\n4half");
      Awaitility.await().pollDelay(Duration.ofMillis(50)).until(() -> true);
      assertThat(session.postText("4second").status()).isEqualTo(400);
      assertGone(session);
    }
  }

  @Test
  void abortedGetClosesTheSession() {
    try (PollingSession session = open()) {
      session.startPoll();
      Awaitility.await().pollDelay(Duration.ofMillis(50)).until(() -> true);
      session.abortPoll();
      assertGone(session);
    }
  }

  @Test
  void abortedPostClosesTheSession() {
    try (PollingSession session = open()) {
      try (RawHttp half = RawHttp.open(server)) {
        half.write(
            "POST " + session.url() + " HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n4half");
        Awaitility.await().pollDelay(Duration.ofMillis(50)).until(() -> true);
      }
      assertGone(session);
    }
  }

  @Test
  void closePacketEndsTheSession() {
    try (PollingSession session = open()) {
      session.startPoll();
      assertThat(session.postText("1").status()).isEqualTo(200);
      assertThat(session.readPoll().body()).isEqualTo("6");
      assertGone(session);
    }
  }

  @Test
  void packetsBeforeACloseAreNoHindrance() {
    try (PollingSession session = open()) {
      session.startPoll();
      assertThat(session.postText("4before", "1").status()).isEqualTo(200);
      assertThat(session.readPoll().status()).isEqualTo(200);
      assertGone(session);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "7", "9x", "4a\u001e", "\u001e4a", "x4", " 4a"})
  void packetOfAnUnknownTypeEndsTheSession(String body) {
    try (PollingSession session = open()) {
      session.postBody(body);
      assertGone(session);
    }
  }

  @Test
  void pingFromTheClientIsTheWrongDirection() {
    try (PollingSession session = open()) {
      session.postText("2");
      assertGone(session);
    }
  }

  @Test
  void bodyBeyondTheLimitIsTooLarge() {
    try (PollingSession session = open()) {
      HttpReply reply = session.postBody("4" + "x".repeat(1_000_000));
      assertThat(reply.status()).isEqualTo(413);
    }
  }

  @Test
  void bodyOfExactlyTheLimitIsTaken() {
    try (PollingSession session = open()) {
      assertThat(session.postBody("4" + "x".repeat(999_999)).status()).isEqualTo(200);
      assertThat(session.poll().get(0).text()).hasSize(1_000_000);
    }
  }

  @Test
  void limitCountsBytes() {
    try (PollingSession session = open()) {
      assertThat(session.postBody("4" + "€".repeat(333_334)).status()).isEqualTo(413);
    }
  }

  @Test
  void binaryContentTypeIsRefused() {
    try (PollingSession session = open();
        RawHttp http = RawHttp.open(server)) {
      byte[] body = "4a".getBytes(StandardCharsets.UTF_8);
      HttpReply reply =
          http.request("POST", session.url(), body, "Content-Type: application/octet-stream");
      assertThat(reply.status()).isEqualTo(400);
      assertGone(session);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "PATCH"})
  void otherMethodsOfASessionAreRefused(String method) {
    try (PollingSession session = open()) {
      HttpReply reply = RawHttp.once(server, method, session.url());
      assertThat(reply.status()).isIn(400, 500);
    }
  }

  @Test
  void largeAnswerIsCompressedForClientsThatTakeIt() {
    try (PollingSession session = open();
        RawHttp http = RawHttp.open(server)) {
      session.postText("4" + "x".repeat(5000));
      HttpReply reply = http.get(session.url(), "Accept-Encoding: gzip");
      assertThat(reply.header("Content-Encoding")).isEqualTo("gzip");
      assertThat(reply.bytes()).startsWith(0x1f, 0x8b).hasSizeLessThan(500);
    }
  }

  @Test
  void smallAnswerIsNotCompressed() {
    try (PollingSession session = open();
        RawHttp http = RawHttp.open(server)) {
      session.postText("4" + "x".repeat(500));
      HttpReply reply = http.get(session.url(), "Accept-Encoding: gzip");
      assertThat(reply.has("Content-Encoding")).isFalse();
    }
  }

  static void assertGone(PollingSession session) {
    Awaitility.await()
        .atMost(Target.patience())
        .untilAsserted(() -> assertError(session.probe(), 1, "Session ID unknown"));
  }

  static byte[] pattern(int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }
}
