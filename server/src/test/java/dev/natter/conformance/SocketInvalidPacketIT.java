package dev.natter.conformance;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Socket.IO, "Packet encoding": what cannot be decoded ends the connection, and only that one. */
class SocketInvalidPacketIT {
  private final Target server = Target.calm();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4abc",
        "4",
        "47[]",
        "49",
        "4x[\"message\"]",
        "42{}",
        "42\"message\"",
        "42[]",
        "42[",
        "42[null]",
        "42[{}]",
        "42[[]]",
        "42[true]",
        "42[{\"toString\":\"foo\"}]",
        "42[\"connect\",1]",
        "42[\"connect_error\"]",
        "42[\"disconnect\"]",
        "42[\"disconnecting\"]",
        "42[\"newListener\"]",
        "42[\"removeListener\"]",
        "42/custom[\"message\"]",
        "42[\"message\"",
        "42[\"message\"]x",
        "43{}",
        "431{}",
        "431\"a\"",
        "41{\"a\":1}",
        "40\"a\"",
        "42[\"message\",]",
        "42['message']",
        "42[\"message\",NaN]",
        "42[\"message\",01]"
      })
  void packetAgainstTheGrammarEndsTheConnection(String packet) {
    try (Wire witness = Way.V4_WEBSOCKET.open(server).connected()) {
      for (Way way : new Way[] {Way.V4_WEBSOCKET, Way.V4_POLLING, Way.V3_WEBSOCKET}) {
        try (Wire wire = way.open(server).connected()) {
          wire.send(packet);
          wire.expectEnd();
        }
      }
      witness.expectAlive();
    }
  }

  @ParameterizedTest
  @EnumSource
  void packetsBeforeTheInvalidOneAreServed(Way way) {
    try (Wire wire = way.open(server).connected()) {
      wire.send("421[\"message-with-ack\",1]");
      wire.expect("431[1]");
      wire.send("4abc");
      wire.expectEnd();
    }
  }
}
