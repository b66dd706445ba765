package dev.natter.conformance;

import static dev.natter.conformance.EnginePollingIT.pattern;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rooms and broadcasts, which the protocol leaves to the server, and DISCONNECT. */
class SocketRoomsIT {
  private static final Duration A_WHILE = Duration.ofMillis(200);

  private final Target server = Target.calm();

  private static void ask(Wire wire, String eventJson, String answerJson) {
    wire.send("429" + eventJson);
    wire.expect("439" + answerJson);
  }

  @ParameterizedTest
  @EnumSource
  void roomHearsWhatIsSaidInItTheSpeakerIncluded(Way way) {
    try (Wire speaker = way.open(server).connected();
        Wire member = way.open(server).connected();
        Wire stranger = way.open(server).connected()) {
      String room = "\"r1" + way + "\"";
      ask(speaker, "[\"join\"," + room + "]", "[\"ok\"]");
      ask(member, "[\"join\"," + room + "]", "[\"ok\"]");
      speaker.emit("[\"say\"," + room + ",{\"t\":\"é\"}]");
      speaker.expect("42[\"said\",{\"t\":\"é\"}]");
      member.expect("42[\"said\",{\"t\":\"é\"}]");
      stranger.expectAlive();
    }
  }

  @ParameterizedTest
  @EnumSource
  void othersHearWhatTheSpeakerDoesNot(Way way) {
    try (Wire speaker = way.open(server).connected();
        Wire member = Way.V4_WEBSOCKET.open(server).connected()) {
      String room = "\"r2" + way + "\"";
      ask(speaker, "[\"join\"," + room + "]", "[\"ok\"]");
      ask(member, "[\"join\"," + room + "]", "[\"ok\"]");
      speaker.emit("[\"say-others\"," + room + ",1]");
      member.expect("42[\"said\",1]");
      speaker.expectAlive();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoLeftHearsNothing(Way way) {
    try (Wire speaker = Way.V4_WEBSOCKET.open(server).connected();
        Wire member = way.open(server).connected()) {
      String room = "\"r3" + way + "\"";
      ask(member, "[\"join\"," + room + "]", "[\"ok\"]");
      ask(member, "[\"leave\"," + room + "]", "[\"ok\"]");
      speaker.emit("[\"say\"," + room + ",1]");
      speaker.expectAlive();
      member.expectNothing(A_WHILE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void bytesAreBroadcastToEveryKindOfClient(Way way) {
    try (Wire speaker = Way.V4_WEBSOCKET.open(server).connected();
        Wire member = way.open(server).connected()) {
      String room = "\"r4" + way + "\"";
      ask(member, "[\"join\"," + room + "]", "[\"ok\"]");
      speaker.emit("[\"say-bin\"," + room + "]");
      member.expect("451-[\"said-bin\",{\"_placeholder\":true,\"num\":0}]");
      member.expectBinary(pattern(200));
    }
  }

  @ParameterizedTest
  @EnumSource
  void namespaceHearsWhatIsSaidToAllAndOtherNamespacesDoNot(Way way) {
    try (Wire speaker = way.open(server).connected();
        Wire other = Way.V4_WEBSOCKET.open(server)) {
      other.connected("/custom");
      speaker.emit("[\"all\",\"hi\"]");
      speaker.expect("42[\"to-all\",\"hi\"]");
      other.expectNothing(A_WHILE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void socketIsInARoomOfItsOwnId(Way way) {
    try (Wire wire = way.open(server).connected()) {
      wire.send("421[\"whoami\",0]");
      String id = Json.parse(wire.nextText().substring(3)).path(0).asText();
      assertThat(id).isNotEmpty();
      wire.send("422[\"rooms\",0]");
      assertThat(Json.parse(wire.nextText().substring(3)).path(0).toString()).contains(id);
    }
  }

  @ParameterizedTest
  @EnumSource
  void clientThatLeavesANamespaceKeepsTheConnection(Way way) {
    try (Wire wire = way.open(server).connected()) {
      wire.connected("/custom");
      wire.send("41/custom,");
      wire.expectAlive();
      wire.connected("/custom");
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = "V4.*")
  void eventAfterLeavingEndsTheConnection(Way way) {
    try (Wire wire = way.open(server).connected()) {
      wire.send("41");
      wire.expectNothing(A_WHILE);
      wire.emit("[\"message\",1]");
      wire.expectEnd();
    }
  }

  @ParameterizedTest
  @EnumSource
  void serverDisconnectsANamespaceAndTheConnectionStays(Way way) {
    try (Wire wire = way.open(server).connected()) {
      wire.connected("/custom");
      wire.send("42/custom,[\"kick\",1]");
      Json.assertPrefix(wire.nextText(), "41/custom");
      wire.expectAlive();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoIsGoneIsCountedNoMore(Way way) {
    try (Wire counter = Way.V4_WEBSOCKET.open(server)) {
      counter.connected("/custom");
      Awaitility.await().until(() -> count(counter) == 1);
      try (Wire other = way.open(server).connected()) {
        other.connected("/custom");
        assertThat(count(counter)).isEqualTo(2);
        other.send("41/custom");
        Awaitility.await().until(() -> count(counter) == 1);
        other.connected("/custom");
        assertThat(count(counter)).isEqualTo(2);
      }
      Awaitility.await().until(() -> count(counter) == 1);
    }
  }

  @Test
  void whoVanishesIsCountedNoMore() {
    try (Wire counter = Way.V4_WEBSOCKET.open(server);
        Wire other = Way.V4_WEBSOCKET.open(server).connected()) {
      counter.connected("/custom");
      Awaitility.await().until(() -> count(counter) == 1);
      other.connected("/custom");
      Awaitility.await().until(() -> count(counter) == 2);
      other.vanish();
      Awaitility.await().until(() -> count(counter) == 1);
    }
  }

  private static int count(Wire wire) {
    wire.send("42/custom,1[\"count-clients\",0]");
    String answer = wire.nextText();
    return Json.parse(answer.substring(answer.indexOf('['))).path(0).asInt();
  }
}
