package dev.natter.engine;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any bytes are a msgpack packet or refused, and their values are JSON. */
class PackedParserFuzz {
  private final EngineJson json = new EngineJson();

  @FuzzTest(maxDuration = "5m")
  void anyBytesAreAPacketOrRefused(byte[] bytes) {
    try {
      SocketPacket packet = PackedParser.parse(bytes, json, 32);
      for (int i = 0; i < packet.data().size(); i++) {
        packet.data().value(i, com.fasterxml.jackson.databind.JsonNode.class);
      }
    } catch (MalformedPacket e) {
      // Refused, as most inputs are.
    }
  }
}
