package dev.natter.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Socket.IO, "Connection to a namespace": CONNECT and CONNECT_ERROR, protocols 5 and 4. */
class SocketConnectIT {
  private static final Duration A_WHILE = Duration.ofMillis(250);

  private final Target server = Target.calm();

  private static String sid(String packet) {
    return Json.parse(packet.substring(packet.indexOf('{'))).path("sid").asText();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = "V4.*")
  void connectIsAnsweredWithAnIdOfTheSocketsOwn(Way way) {
    try (Wire wire = way.open(server)) {
      wire.send("40");
      String answer = wire.nextText();
      assertThat(answer).startsWith("40{");
      assertThat(sid(answer)).hasSizeGreaterThanOrEqualTo(16).isNotEqualTo(wire.sid());
      wire.expect("42[\"auth\",{}]");
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = "V4.*")
  void nothingIsSaidBeforeTheClientConnects(Way way) {
    try (Wire wire = way.open(server)) {
      wire.expectNothing(A_WHILE);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = "V4.*")
  void payloadOfConnectReachesTheApplication(Way way) {
    try (Wire wire = way.open(server)) {
      wire.send("40{\"token\":\"123\",\"deep\":{\"n\":[1,null,\"é\"]}}");
      assertThat(wire.nextText()).startsWith("40{");
      wire.expect("42[\"auth\",{\"token\":\"123\",\"deep\":{\"n\":[1,null,\"é\"]}}]");
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = "V4.*")
  void otherNamespaceIsConnectedToByName(Way way) {
    try (Wire wire = way.open(server)) {
      wire.send("40/custom,{\"a\":1}");
      assertThat(wire.nextText()).startsWith("40/custom,{\"sid\":");
      wire.expect("42/custom,[\"auth\",{\"a\":1}]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"40/custom", "40/custom,"})
  void commaAfterANamespaceWithoutPayloadMayBeMissing(String packet) {
    try (Wire wire = Way.V4_WEBSOCKET.open(server)) {
      wire.send(packet);
      assertThat(wire.nextText()).startsWith("40/custom,{");
      wire.expect("42/custom,[\"auth\",{}]");
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = "V4.*")
  void namespacesShareAConnectionAndHaveOwnIds(Way way) {
    try (Wire wire = way.open(server)) {
      wire.send("40");
      String first = wire.nextText();
      wire.expect("42[\"auth\",{}]");
      wire.send("40/custom");
      String second = wire.nextText();
      wire.expect("42/custom,[\"auth\",{}]");
      assertThat(sid(first)).isNotEqualTo(sid(second));
      wire.send("42/custom,[\"message\",1]");
      wire.expect("42/custom,[\"message-back\",1]");
      wire.send("42[\"message\",2]");
      wire.expect("42[\"message-back\",2]");
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = "V4.*")
  void unknownNamespaceIsRefusedWithAMessage(Way way) {
    try (Wire wire = way.open(server)) {
      wire.send("40/random");
      wire.expect("44/random,{\"message\":\"Invalid namespace\"}");
      wire.connected().expectAlive();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = "V4.*")
  void refusalOfTheApplicationIsAnObjectWithAMessage(Way way) {
    try (Wire wire = way.open(server)) {
      wire.send("40/guarded,{\"token\":\"bad\"}");
      wire.expect("44/guarded,{\"message\":\"bad token\"}");
      wire.send("40/guarded");
      wire.expect("44/guarded,{\"message\":\"bad token\"}");
      wire.send("40/guarded,{\"token\":\"good\"}");
      assertThat(wire.nextText()).startsWith("40/guarded,{\"sid\":");
      wire.expect("42/guarded,[\"auth\",{\"token\":\"good\"}]");
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = "V4.*")
  void eventToANamespaceThatRefusedEndsTheConnection(Way way) {
    try (Wire wire = way.open(server)) {
      wire.send("40/guarded");
      wire.expect("44/guarded,{\"message\":\"bad token\"}");
      wire.send("42/guarded,[\"all\",\"intruder\"]");
      wire.expectEnd();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = "V4.*")
  void eventBeforeConnectEndsTheConnection(Way way) {
    try (Wire wire = way.open(server)) {
      wire.send("42[\"message\",1]");
      wire.expectEnd();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = "V4.*")
  void eventToANamespaceThatWasNotConnectedToEndsTheConnection(Way way) {
    try (Wire wire = way.open(server).connected()) {
      wire.send("42/custom,[\"message\",1]");
      wire.expectEnd();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = "V4.*")
  void secondConnectToANamespaceEndsTheConnection(Way way) {
    try (Wire wire = way.open(server).connected()) {
      wire.send("40");
      wire.expectEnd();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"40\"abc\"", "40[]", "40[1]", "40null", "40true", "40{", "40/custom,[1]"})
  void payloadThatIsNoObjectEndsTheConnection(String packet) {
    try (Wire wire = Way.V4_WEBSOCKET.open(server)) {
      wire.send(packet);
      wire.expectEnd();
    }
  }

  @Test
  void connectErrorFromAClientEndsTheConnection() {
    try (Wire wire = Way.V4_WEBSOCKET.open(server).connected()) {
      wire.send("44{\"message\":\"x\"}");
      wire.expectEnd();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = "V3.*")
  void versionThreeClientIsInTheDefaultNamespaceAtOnce(Way way) {
    try (Wire wire = way.open(server)) {
      wire.expect("40");
      wire.expect("42[\"auth\",{}]");
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = "V3.*")
  void versionThreeNamespaceIsAnsweredByItsNameAlone(Way way) {
    try (Wire wire = way.open(server).connected()) {
      wire.send("40/custom");
      wire.expectConnected("/custom");
      wire.expect("42/custom,[\"auth\",{}]");
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = "V3.*")
  void versionThreeNamespaceQueryIsItsPayload(Way way) {
    try (Wire wire = way.open(server).connected()) {
      wire.send("40/custom?a=1&b=x%20y,");
      wire.expectConnected("/custom");
      wire.expect("42/custom,[\"auth\",{\"a\":\"1\",\"b\":\"x y\"}]");
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = "V3.*")
  void versionThreeRefusalIsABareString(Way way) {
    try (Wire wire = way.open(server).connected()) {
      wire.send("40/guarded?token=bad");
      wire.expect("44/guarded,\"bad token\"");
      wire.send("40/guarded?token=good");
      wire.expectConnected("/guarded");
      wire.expect("42/guarded,[\"auth\",{\"token\":\"good\"}]");
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = "V3.*")
  void versionThreeHandshakeQueryServesTheGuardToo(Way way) {
    try (Wire wire = way.open(server, "/socket.io/", "&token=good")) {
      wire.expect("40");
      assertThat(wire.nextText()).startsWith("42[\"auth\",{");
      wire.send("40/guarded");
      wire.expectConnected("/guarded");
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = "V3.*")
  void versionThreeUnknownNamespaceIsRefusedAsABareString(Way way) {
    server.notOnReference("sends the object form, of which old clients show nothing");
    try (Wire wire = way.open(server).connected()) {
      wire.send("40/random");
      wire.expect("44/random,\"Invalid namespace\"");
      wire.expectAlive();
    }
  }
}
