package dev.natter.conformance;

import static dev.natter.conformance.EngineHandshakeIT.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What the server's options change: CORS, cookie, time limits, sizes, versions. */
class EngineFlagsIT {
  private static final String HANDSHAKE = "/socket.io/?EIO=4&transport=polling";
  private static final String SOCKET = "/socket.io/?EIO=4&transport=websocket";
  private static final String ORIGIN = "Origin: http://elsewhere.example";

  @Test
  void corsIsOffUnlessAskedFor() {
    Target server = Target.with("--cors", "");
    HttpReply reply = RawHttp.once(server, "GET", HANDSHAKE, ORIGIN);
    assertThat(reply.has("Access-Control-Allow-Origin")).isFalse();
    assertThat(reply.has("Access-Control-Allow-Credentials")).isFalse();
  }

  @Test
  void foreignOriginOpensNoWebSocketWhenCorsIsOff() {
    Target server = Target.with("--cors", "");
    for (String origin : new String[] {ORIGIN, "Origin: null"}) {
      try (RawHttp http = RawHttp.open(server)) {
        assertThat(RawWebSocket.upgrade(http, SOCKET, origin).status()).isBetween(400, 403);
      }
    }
    try (RawHttp http = RawHttp.open(server)) {
      String own = "Origin: http://" + http.host();
      assertThat(RawWebSocket.upgrade(http, SOCKET, own).status()).isEqualTo(101);
    }
  }

  @Test
  void listedOriginsAreAllowedAndOthersAreNot() {
    Target server = Target.with("--cors", "http://elsewhere.example,http://other.example");
    HttpReply listed = RawHttp.once(server, "GET", HANDSHAKE, ORIGIN);
    assertThat(listed.header("Access-Control-Allow-Origin")).isEqualTo("http://elsewhere.example");
    assertThat(listed.header("Vary")).containsIgnoringCase("Origin");
    HttpReply stranger = RawHttp.once(server, "GET", HANDSHAKE, "Origin: http://evil.example");
    assertThat(stranger.header("Access-Control-Allow-Origin")).isNotEqualTo("http://evil.example");
    try (RawHttp http = RawHttp.open(server)) {
      String evil = "Origin: http://evil.example";
      assertThat(RawWebSocket.upgrade(http, SOCKET, evil).status()).isBetween(400, 403);
    }
  }

  @Test
  void preflightOfAListedOriginIsAnswered() {
    Target server = Target.with("--cors", "http://elsewhere.example");
    HttpReply reply =
        RawHttp.once(
            server,
            "OPTIONS",
            HANDSHAKE,
            ORIGIN,
            "Access-Control-Request-Method: POST",
            "Access-Control-Request-Headers: content-type");
    assertThat(reply.status()).isEqualTo(204);
    assertThat(reply.header("Access-Control-Allow-Methods")).contains("POST");
    assertThat(reply.header("Access-Control-Allow-Headers")).containsIgnoringCase("content-type");
  }

  @Test
  void cookieHoldsTheSessionWhenAskedFor() {
    Target server = Target.with("--cookie", "io");
    HttpReply first = RawHttp.once(server, "GET", HANDSHAKE);
    String sid = Json.parse(first.body().substring(1)).path("sid").asText();
    assertThat(first.header("Set-Cookie")).startsWith("io=" + sid).contains("HttpOnly");
    assertThat(RawHttp.once(Target.calm(), "GET", HANDSHAKE).has("Set-Cookie")).isFalse();
  }

  @Test
  void connectionThatJoinsNoNamespaceIsClosed() {
    Target server = Target.with("--connect-timeout", "2000", "--ping-interval", "25000");
    try (Wire idle = Way.V4_WEBSOCKET.open(server);
        Wire refused = Way.V4_WEBSOCKET.open(server);
        Wire joined = Way.V4_WEBSOCKET.open(server).connected()) {
      refused.send("40/guarded");
      idle.expectEnd();
      refused.expectEnd();
      joined.expectAlive();
    }
  }

  @Test
  void probeThatIsNotFollowedUpIsClosedAndPollingLivesOn() {
    Target server = Target.with("--upgrade-timeout", "2000", "--ping-interval", "25000");
    try (PollingSession session = PollingSession.open(server, 4);
        RawWebSocket socket = RawWebSocket.open(server, session.url("websocket"))) {
      socket.text("2probe");
      assertThat(socket.next().text()).isEqualTo("3probe");
      assertThat(socket.endsWithin(Target.patience())).isTrue();
      assertThat(session.postText("40").status()).isEqualTo(200);
    }
  }

  @Test
  void sizeLimitIsTheOptions() {
    Target server = Target.with("--max-payload", "1000", "--ping-interval", "25000");
    try (PollingSession session = PollingSession.open(server, 4)) {
      assertThat(session.handshake().path("maxPayload").asInt()).isEqualTo(1000);
      assertThat(session.postBody("4" + "x".repeat(1000)).status()).isEqualTo(413);
    }
  }

  @Test
  void versionThreeIsRefusedWhenItIsNotAllowed() {
    Target server = Target.with("--allow-eio3", "false");
    HttpReply reply = RawHttp.once(server, "GET", "/socket.io/?EIO=3&transport=polling");
    assertError(reply, 5, "Unsupported protocol version");
  }

  @Test
  void largeMessagesAreDeflatedWhereBothSidesAgree() throws IOException {
    Target server = Target.with("--deflate", "true", "--ping-interval", "25000");
    try (RawHttp http = RawHttp.open(server)) {
      HttpReply reply =
          RawWebSocket.upgrade(http, SOCKET, "Sec-WebSocket-Extensions: permessage-deflate");
      assertThat(reply.header("Sec-WebSocket-Extensions")).startsWith("permessage-deflate");
      RawWebSocket socket = RawWebSocket.over(http);
      socket.text("40");
      assertThat(socket.next().text()).startsWith("0");
      socket.text("42[\"make-big\",50000]");
      RawWebSocket.Frame frame = socket.nextFrame();
      while (!frame.isCompressed()) {
        frame = socket.nextFrame();
      }
      assertThat(frame.payload()).hasSizeLessThan(5000);
    }
  }
}
