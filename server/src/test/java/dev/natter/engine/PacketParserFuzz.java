package dev.natter.engine;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Any text is a packet or refused; what is taken survives being read, spelled and read again. */
class PacketParserFuzz {
  private static final int MAX_ATTACHMENTS = 10;

  private final EngineJson json = new EngineJson();
  private final PacketParser parser = new PacketParser(json, MAX_ATTACHMENTS, 32);

  @FuzzTest(maxDuration = "5m")
  void anyTextIsAPacketOrRefused(FuzzedDataProvider input) {
    String text = input.consumeRemainingAsString();
    try {
      SocketPacket packet = parser.parse(text);
      if (packet.awaited() < 0 || packet.awaited() > MAX_ATTACHMENTS) {
        throw new AssertionError("awaits " + packet.awaited());
      }
      List<byte[]> attachments =
          new ArrayList<>(Collections.nCopies(packet.awaited(), new byte[] {1, 2, 3}));
      SocketPacket whole = parser.complete(packet, attachments);
      spellAndReadAgain(whole);
    } catch (MalformedPacket e) {
      // Refused, as most inputs are.
    }
  }

  private void spellAndReadAgain(SocketPacket packet) throws MalformedPacket {
    if (!packet.type().isEvent() || packet.event().isEmpty()) {
      return;
    }
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < packet.data().size(); i++) {
      values.add(packet.data().value(i, com.fasterxml.jackson.databind.JsonNode.class));
    }
    PacketWriter.Arguments arguments = new PacketWriter(json).event(packet.event(), values);
    SocketPacket again = parser.parse("2" + arguments.text());
    if (!again.event().equals(packet.event()) || again.data().size() != packet.data().size()) {
      throw new AssertionError(arguments.text());
    }
  }
}
