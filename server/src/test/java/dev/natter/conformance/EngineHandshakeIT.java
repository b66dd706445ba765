package dev.natter.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Engine.IO, "Handshake" and "Request path", "Query parameters" of both generations. */
class EngineHandshakeIT {
  private final Target server = Target.calm();

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void pollingHandshakeCarriesWhatTheDocumentLists(int version) {
    try (PollingSession session = PollingSession.open(server, version)) {
      assertHandshake(session.handshake());
      assertThat(session.handshake().path("upgrades").toString()).isEqualTo("[\"websocket\"]");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void webSocketHandshakeOffersNoUpgrade(int version) {
    try (WebSocketWire wire = WebSocketWire.open(server, "/socket.io/", version, "")) {
      assertHandshake(wire.handshake());
      assertThat(wire.handshake().path("upgrades").toString()).isEqualTo("[]");
    }
  }

  private static void assertHandshake(JsonNode open) {
    assertThat(open.path("sid").isTextual()).isTrue();
    assertThat(open.path("sid").asText()).hasSizeGreaterThanOrEqualTo(20);
    assertThat(open.path("pingInterval").asInt()).isEqualTo(25_000);
    assertThat(open.path("pingTimeout").asInt()).isEqualTo(20_000);
    assertThat(open.path("maxPayload").asInt()).isEqualTo(1_000_000);
  }

  @Test
  void flagsOfTheServerShowInTheHandshake() {
    HttpReply reply = RawHttp.once(Target.hasty(), "GET", "/socket.io/?EIO=4&transport=polling");
    JsonNode open = Json.parse(reply.body().substring(1));
    assertThat(open.path("pingInterval").asInt()).isEqualTo(300);
    assertThat(open.path("pingTimeout").asInt()).isEqualTo(600);
  }

  @Test
  void pollingAnswerIsTextThatNobodyStores() {
    HttpReply reply = RawHttp.once(server, "GET", "/socket.io/?EIO=4&transport=polling");
    assertThat(reply.header("Content-Type")).isEqualToIgnoringCase("text/plain; charset=UTF-8");
    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    assertThat(reply.header("Content-Length")).isEqualTo(String.valueOf(reply.bytes().length));
  }

  @Test
  void versionThreeHandshakeIsBinaryFramedUnlessBase64IsAskedFor() {
    HttpReply text = RawHttp.once(server, "GET", "/socket.io/?EIO=3&transport=polling&b64=1");
    assertThat(text.body()).matches("(?s)\\d+:0\\{.*");
    try (PollingSession session = PollingSession.open(server, 3)) {
      assertThat(session.sid()).isNotEmpty();
    }
  }

  @Test
  void otherQueryParametersAreNoHindrance() {
    String url = "/socket.io/?t=Abc123&EIO=4&transport=polling&foo=b%C3%A4r&foo=2&empty=";
    assertThat(RawHttp.once(server, "GET", url).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/socket.io/?EIO=5&transport=polling",
        "/socket.io/?EIO=abc&transport=polling",
        "/socket.io/?transport=polling",
        "/socket.io/?EIO=&transport=polling"
      })
  void unknownOrMissingVersionIsRefused(String url) {
    server.notOnReference("takes every other version for 3 when version 3 is allowed");
    assertError(RawHttp.once(server, "GET", url), 5, "Unsupported protocol version");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/socket.io/?EIO=4",
        "/socket.io/?EIO=4&transport=abc",
        "/socket.io/?EIO=4&transport=",
        "/socket.io/?EIO=4&transport=webtransport",
        "/socket.io/?EIO=4&transport=constructor",
        "/socket.io/?EIO=4&transport=__proto__"
      })
  void unknownOrMissingTransportIsRefused(String url) {
    assertError(RawHttp.once(server, "GET", url), 0, "Transport unknown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
  void onlyGetBeginsASession(String method) {
    HttpReply reply = RawHttp.once(server, method, "/socket.io/?EIO=4&transport=polling");
    assertError(reply, 2, "Bad handshake method");
  }

  @Test
  void webSocketTransportWithoutAnUpgradeIsABadRequest() {
    HttpReply reply = RawHttp.once(server, "GET", "/socket.io/?EIO=4&transport=websocket");
    assertError(reply, 3, "Bad request");
  }

  @ParameterizedTest
  @CsvSource({"unknown", "AAAAAAAAAAAAAAAAAAAA", "__proto__", "constructor", "%00", "../../etc"})
  void unknownSessionIsRefused(String sid) {
    String url = "/socket.io/?EIO=4&transport=polling&sid=" + sid;
    assertError(RawHttp.once(server, "GET", url), 1, "Session ID unknown");
    assertError(RawHttp.once(server, "POST", url), 1, "Session ID unknown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"EIO=4&transport=abc", "EIO=4", "EIO=4&transport=websocket&sid=unknown"})
  void webSocketUpgradeWithABadQueryIsRefusedBeforeItHappens(String query) {
    try (RawHttp http = RawHttp.open(server)) {
      assertThat(RawWebSocket.upgrade(http, "/socket.io/?" + query).status()).isEqualTo(400);
      assertThat(http.endsWithin(Target.patience())).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "abc"})
  void webSocketOfAnUnknownVersionIsRefused(String version) {
    server.notOnReference("takes every other version for 3 when version 3 is allowed");
    try (RawHttp http = RawHttp.open(server)) {
      String url = "/socket.io/?transport=websocket&EIO=" + version;
      assertThat(RawWebSocket.upgrade(http, url).status()).isEqualTo(400);
    }
  }

  @Test
  void sessionOfOneVersionIsNotServedToAnother() {
    try (PollingSession session = PollingSession.open(server, 4)) {
      String url = session.url().replace("EIO=4", "EIO=3");
      assertError(RawHttp.once(server, "GET", url), 3, "Bad request");
    }
  }

  @Test
  void webSocketSessionIsNotServedByPolling() {
    try (WebSocketWire wire = WebSocketWire.open(server, "/socket.io/", 4, "")) {
      String url = "/socket.io/?EIO=4&transport=polling&sid=" + wire.sid();
      assertError(RawHttp.once(server, "GET", url), 3, "Bad request");
      wire.connected().expectAlive();
    }
  }

  @Test
  void pollingSessionIsNotServedAsWebSocketWithoutAnUpgrade() {
    try (PollingSession session = PollingSession.open(server, 4)) {
      assertError(RawHttp.once(server, "GET", session.url("websocket")), 3, "Bad request");
      assertThat(session.postText("40").status()).isEqualTo(200);
    }
  }

  @Test
  void otherPathsAreNotTheEngines() {
    String url = "/other/?EIO=4&transport=polling";
    assertThat(RawHttp.once(server, "GET", url).status()).isEqualTo(404);
  }

  @Test
  void sessionIdsAreLongRandomAndNeverRepeat() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      try (PollingSession session = PollingSession.open(server, 4)) {
        assertThat(session.sid()).matches("[A-Za-z0-9_-]{20,64}");
        assertThat(seen.add(session.sid())).isTrue();
      }
    }
  }

  static void assertError(HttpReply reply, int code, String message) {
    assertThat(reply.status()).as("%s", reply).isEqualTo(400);
    assertThat(reply.header("Content-Type")).startsWith("application/json");
    JsonNode body = Json.parse(reply.body());
    assertThat(body.path("code").asInt(-1)).isEqualTo(code);
    assertThat(body.path("message").asText()).isEqualTo(message);
  }
}
