package dev.natter.conformance;

import static dev.natter.conformance.EngineHandshakeIT.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Engine.IO, "Upgrade" of both generations. */
class EngineUpgradeIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Target server = Target.engine();

  private PollingSession open(int version) {
    return PollingSession.open(server, "/engine.io/", version, "&b64=1");
  }

  private RawWebSocket webSocket(PollingSession session) {
    return RawWebSocket.open(server, session.url("websocket"));
  }

  private RawWebSocket upgraded(PollingSession session) {
    RawWebSocket socket = webSocket(session);
    socket.text("2probe");
    assertThat(socket.next().text()).isEqualTo("3probe");
    socket.text("5");
    return socket;
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void probeIsAnsweredAndMessagesFlowAfterTheUpgrade(int version) {
    try (PollingSession session = open(version);
        RawWebSocket socket = upgraded(session)) {
      socket.text("4hello");
      assertThat(socket.next().text()).isEqualTo("4hello");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void openPacketIsNotRepeatedOnTheNewTransport(int version) {
    try (PollingSession session = open(version);
        RawWebSocket socket = webSocket(session)) {
      socket.text("2probe");
      assertThat(socket.next().text()).isEqualTo("3probe");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void waitingPollIsReleasedByANoop(int version) {
    try (PollingSession session = open(version);
        RawWebSocket socket = webSocket(session)) {
      session.startPoll();
      socket.text("2probe");
      assertThat(socket.next().text()).isEqualTo("3probe");
      assertThat(session.decode(session.readPoll()))
          .singleElement()
          .extracting(Packet::text)
          .isEqualTo("6");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void everyPollDuringTheProbeIsReleasedAgain(int version) {
    try (PollingSession session = open(version);
        RawWebSocket socket = webSocket(session)) {
      socket.text("2probe");
      assertThat(socket.next().text()).isEqualTo("3probe");
      for (int i = 0; i < 3; i++) {
        assertThat(session.poll().get(0).text()).isEqualTo("6");
      }
      socket.text("5");
      socket.text("4done");
      assertThat(socket.next().text()).isEqualTo("4done");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void pollStillWaitingAtTheSwitchIsAnswered(int version) {
    try (PollingSession session = open(version);
        RawWebSocket socket = webSocket(session)) {
      socket.text("2probe");
      assertThat(socket.next().text()).isEqualTo("3probe");
      session.startPoll();
      socket.text("5");
      assertThat(session.readPoll().status()).isIn(200, 400);
      socket.text("4on");
      assertThat(socket.next().text()).isEqualTo("4on");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void messagesStillGoByPollingWhileProbing(int version) {
    try (PollingSession session = open(version);
        RawWebSocket socket = webSocket(session)) {
      session.postText("4before");
      assertThat(session.poll().get(0).text()).isEqualTo("4before");
      socket.text("2probe");
      assertThat(socket.next().text()).isEqualTo("3probe");
      session.postText("4between");
      List<String> received = new ArrayList<>();
      while (!received.contains("4between")) {
        session.poll().forEach(packet -> received.add(packet.text()));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void messagesWaitingAtTheSwitchComeOverTheWebSocketInOrder(int version) {
    try (PollingSession session = open(version);
        RawWebSocket socket = webSocket(session)) {
      socket.text("2probe");
      assertThat(socket.next().text()).isEqualTo("3probe");
      for (int i = 0; i < 20; i++) {
        session.postText("4m" + i);
      }
      socket.text("5");
      socket.text("4last");
      for (int i = 0; i < 20; i++) {
        assertThat(socket.next().text()).isEqualTo("4m" + i);
      }
      assertThat(socket.next().text()).isEqualTo("4last");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void pollingIsRefusedAfterTheUpgrade(int version) {
    try (PollingSession session = open(version);
        RawWebSocket socket = upgraded(session)) {
      socket.text("4a");
      assertThat(socket.next().text()).isEqualTo("4a");
      assertError(RawHttp.once(server, "GET", session.url()), 3, "Bad request");
      assertError(RawHttp.once(server, "POST", session.url()), 3, "Bad request");
      socket.text("4b");
      assertThat(socket.next().text()).isEqualTo("4b");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void secondWebSocketOfAnUpgradedSessionIsClosedAndTheFirstLivesOn(int version) {
    try (PollingSession session = open(version);
        RawWebSocket socket = upgraded(session)) {
      socket.text("4a");
      assertThat(socket.next().text()).isEqualTo("4a");
      try (RawWebSocket second = webSocket(session)) {
        assertThat(second.endsWithin(SOON)).isTrue();
      }
      socket.text("4b");
      assertThat(socket.next().text()).isEqualTo("4b");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void secondWebSocketDuringAProbeIsClosedAndTheFirstGoesOn(int version) {
    try (PollingSession session = open(version);
        RawWebSocket socket = webSocket(session)) {
      socket.text("2probe");
      assertThat(socket.next().text()).isEqualTo("3probe");
      try (RawWebSocket second = webSocket(session)) {
        assertThat(second.endsWithin(SOON)).isTrue();
      }
      socket.text("5");
      socket.text("4b");
      assertThat(socket.next().text()).isEqualTo("4b");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void webSocketOfAWebSocketSessionIsClosedAndTheFirstLivesOn(int version) {
    String url = "/engine.io/?transport=websocket&EIO=" + version;
    try (RawWebSocket socket = RawWebSocket.open(server, url)) {
      String open = socket.next().text();
      String sid = Json.parse(open.substring(1)).path("sid").asText();
      server.notOnReference("lets a probe begin on a WebSocket session");
      try (RawWebSocket second = RawWebSocket.open(server, url + "&sid=" + sid)) {
        assertThat(second.endsWithin(SOON)).isTrue();
      }
      socket.text("4b");
      assertThat(socket.next().text()).isEqualTo("4b");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void anythingButAProbeClosesTheWebSocketAndPollingLivesOn(int version) {
    try (PollingSession session = open(version);
        RawWebSocket socket = webSocket(session)) {
      socket.text("4early");
      assertThat(socket.endsWithin(SOON)).isTrue();
      session.postText("4still");
      assertThat(session.poll().get(0).text()).isEqualTo("4still");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void lostProbeLeavesPollingAsItWas(int version) {
    try (PollingSession session = open(version)) {
      try (RawWebSocket socket = webSocket(session)) {
        socket.text("2probe");
        assertThat(socket.next().text()).isEqualTo("3probe");
      }
      session.postText("4still");
      List<String> received = new ArrayList<>();
      while (!received.contains("4still")) {
        session.poll().forEach(packet -> received.add(packet.text()));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void upgradeCanBeTriedAgainAfterALostProbe(int version) {
    try (PollingSession session = open(version)) {
      try (RawWebSocket socket = webSocket(session)) {
        socket.text("2probe");
        assertThat(socket.next().text()).isEqualTo("3probe");
        socket.frame(RawWebSocket.FIN | RawWebSocket.CLOSE, new byte[0]);
        assertThat(socket.endsWithin(SOON)).isTrue();
      }
      try (RawWebSocket socket = awaitProbe(session)) {
        socket.text("5");
        socket.text("4again");
        assertThat(socket.next().text()).isEqualTo("4again");
      }
    }
  }

  /** A socket whose probe is answered: as soon as the server has seen the end of the last one. */
  private RawWebSocket awaitProbe(PollingSession session) {
    return Awaitility.await()
        .until(
            () -> {
              RawWebSocket socket = webSocket(session);
              socket.text("2probe");
              if (socket.next().isClose()) {
                socket.close();
                return null;
              }
              return socket;
            },
            Objects::nonNull);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void closePacketOverPollingWhileProbingEndsBoth(int version) {
    try (PollingSession session = open(version);
        RawWebSocket socket = webSocket(session)) {
      socket.text("2probe");
      assertThat(socket.next().text()).isEqualTo("3probe");
      session.postText("1");
      assertThat(socket.endsWithin(SOON)).isTrue();
      EnginePollingIT.assertGone(session);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void nothingIsLostDoubledOrReorderedAcrossAnUpgradeUnderLoad(int version) {
    try (PollingSession session =
        PollingSession.open(Target.calm(), "/socket.io/", version, "&b64=1")) {
      if (version == 4) {
        session.postText("40");
      }
      List<String> received = new ArrayList<>();
      session.withOpen().forEach(packet -> received.add(packet.text()));
      while (received.stream().noneMatch(text -> text.startsWith("42[\"auth\""))) {
        session.poll().forEach(packet -> received.add(packet.text()));
      }
      received.clear();
      session.postText("42[\"burst\",700]");
      session.poll().forEach(packet -> received.add(packet.text()));
      try (RawWebSocket socket = RawWebSocket.open(Target.calm(), session.url("websocket"))) {
        session.postText("42[\"burst\",300]");
        socket.text("2probe");
        assertThat(socket.next().text()).isEqualTo("3probe");
        session.poll().forEach(packet -> received.add(packet.text()));
        session.postText("42[\"burst\",500]");
        socket.text("5");
        socket.text("42[\"burst\",100]");
        received.removeIf(text -> text.equals("6"));
        while (received.size() < 1600) {
          received.add(socket.next().text());
        }
      }
      List<String> expected = new ArrayList<>();
      for (int count : new int[] {700, 300, 500, 100}) {
        for (int i = 0; i < count; i++) {
          expected.add("42[\"b\"," + i + "]");
        }
      }
      assertThat(received).isEqualTo(expected);
    }
  }
}
