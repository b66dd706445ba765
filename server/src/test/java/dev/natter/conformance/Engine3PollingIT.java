package dev.natter.conformance;

import static dev.natter.conformance.EnginePollingIT.assertGone;
import static dev.natter.conformance.EnginePollingIT.pattern;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Engine.IO 3, "Encoding" of payloads and "Polling": XHR, Base64 and JSONP. */
class Engine3PollingIT {
  private final Target server = Target.engine();

  private PollingSession open(String query) {
    return PollingSession.open(server, "/engine.io/", 3, query);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "äöü", "€", "日本語", "😀 and 👩‍👩‍👧", "\u2028", "12:3"})
  void lengthOfATextPacketCountsUtf16Units(String text) {
    try (PollingSession session = open("&b64=1")) {
      session.postBody((text.length() + 1) + ":4" + text);
      assertThat(session.get().body()).isEqualTo((text.length() + 1) + ":4" + text);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "äöü", "日本語", "😀"})
  void textComesBackToClientsThatTakeBinaryPayloads(String text) {
    try (PollingSession session = open("")) {
      session.postText("4" + text);
      assertThat(session.poll()).singleElement().extracting(Packet::text).isEqualTo("4" + text);
    }
  }

  @Test
  void severalPacketsShareAPayload() {
    try (PollingSession session = open("&b64=1")) {
      session.postBody("6:4test16:4test2");
      assertThat(session.get().body()).isEqualTo("6:4test16:4test2");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 57, 58, 300, 100_000})
  void binaryTravelsInABinaryPayload(int size) {
    try (PollingSession session = open("")) {
      assertThat(session.post(Packet.binary(pattern(size))).status()).isEqualTo(200);
      HttpReply reply = session.get();
      assertThat(reply.header("Content-Type")).isEqualTo("application/octet-stream");
      assertThat(Payload.decodeV3Binary(reply.bytes()).get(0).bytes()).isEqualTo(pattern(size));
    }
  }

  @Test
  void textBesideBinaryIsMarkedAsText() {
    try (PollingSession session = open("")) {
      session.post(Packet.text("4€😀"), Packet.binary(new byte[] {1, 2, 3}), Packet.text("4b"));
      List<Packet> back = session.poll();
      assertThat(back.get(0).text()).isEqualTo("4€😀");
      assertThat(back.get(1).bytes()).isEqualTo(new byte[] {1, 2, 3});
      assertThat(back.get(2).text()).isEqualTo("4b");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 57, 58, 300, 100_000})
  void binaryIsBase64WhereTheClientAsksForIt(int size) {
    try (PollingSession session = open("&b64=1")) {
      assertThat(session.post(Packet.binary(pattern(size))).status()).isEqualTo(200);
      HttpReply reply = session.get();
      assertThat(reply.header("Content-Type")).startsWith("text/plain");
      assertThat(reply.body()).matches("(?s)\\d+:b4.*");
      assertThat(Payload.decodeV3(reply.body()).get(0).bytes()).isEqualTo(pattern(size));
    }
  }

  @Test
  void pingIsAnsweredWithAPongAndItsContent() {
    try (PollingSession session = open("&b64=1")) {
      session.postText("2");
      assertThat(session.get().body()).isEqualTo("1:3");
    }
  }

  @Test
  void pongFromTheClientIsTheWrongDirection() {
    try (PollingSession session = open("&b64=1")) {
      session.postText("3");
      assertGone(session);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc",
        ":4a",
        "x:4a",
        "5:4a",
        "2:4a5",
        "2:9a",
        "-1:4a",
        "1e3:4a",
        "99999999999999999999:4a",
        "4a"
      })
  void malformedPayloadEndsTheSession(String body) {
    try (PollingSession session = open("&b64=1")) {
      session.postBody(body);
      assertGone(session);
    }
  }

  @Test
  void closePacketEndsTheSession() {
    try (PollingSession session = open("&b64=1")) {
      session.startPoll();
      session.postText("1");
      assertThat(session.readPoll().body()).isEqualTo("1:6");
      assertGone(session);
    }
  }

  @Test
  void everyPacketOfManyComesOnceAndInOrder() {
    try (PollingSession session = open("&b64=1")) {
      List<String> sent = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        sent.add("4é" + i);
      }
      session.postText(sent.toArray(String[]::new));
      List<String> received = new ArrayList<>();
      while (received.size() < 300) {
        session.poll().forEach(packet -> received.add(packet.text()));
      }
      assertThat(received).isEqualTo(sent);
    }
  }

  @Test
  void jsonpAnswerIsACallOfTheNumberedFunction() {
    HttpReply reply = RawHttp.once(server, "GET", "/engine.io/?EIO=3&transport=polling&j=7&b64=1");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).startsWith("___eio[7](\"").endsWith("\");");
  }

  @Test
  void jsonpIndexIsANumberAndNothingElse() {
    HttpReply reply =
        RawHttp.once(server, "GET", "/engine.io/?EIO=3&transport=polling&j=7);alert(1&b64=1");
    assertThat(reply.body()).doesNotContain("alert").matches("(?s)___eio\\[71?]\\(\".*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"hello", "line\\nbreak", "a\nb", "\u2028 \u2029 \"quoted\" \\ back", "日本語 😀"})
  void jsonpPostIsAFormAndComesBack(String text) {
    try (PollingSession session = open("&j=0&b64=1")) {
      String packet = "4" + text;
      String payload = packet.length() + ":" + packet;
      String escaped = payload.replace("\\n", "\\\\n").replace("\n", "\\n");
      byte[] form =
          ("d=" + URLEncoder.encode(escaped, StandardCharsets.UTF_8))
              .getBytes(StandardCharsets.UTF_8);
      try (RawHttp http = RawHttp.open(server)) {
        HttpReply posted =
            http.request(
                "POST", session.url(), form, "Content-Type: application/x-www-form-urlencoded");
        assertThat(posted.status()).isEqualTo(200);
        String body = http.get(session.url()).body();
        assertThat(body).startsWith("___eio[0](").endsWith(");").doesNotContain("\u2028");
        assertThat(PollingSession.jsonp(body)).isEqualTo(payload);
      }
    }
  }
}
