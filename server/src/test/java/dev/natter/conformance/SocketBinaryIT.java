package dev.natter.conformance;

import static dev.natter.conformance.EnginePollingIT.pattern;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Socket.IO, BINARY_EVENT and BINARY_ACK. */
class SocketBinaryIT {
  private static final String HOLE = "{\"_placeholder\":true,\"num\":%d}";
  private static final String HOLE0 = HOLE.formatted(0);

  private final Target server = Target.calm();

  static Stream<Arguments> sizes() {
    return Arrays.stream(Way.values())
        .flatMap(
            way -> Stream.of(0, 1, 5, 57, 58, 300, 100_000).map(size -> Arguments.of(way, size)));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void bytesComeBackUnchanged(Way way, int size) {
    try (Wire wire = way.open(server).connected()) {
      wire.send("451-[\"bin\"," + HOLE0 + "]");
      wire.sendBinary(pattern(size));
      wire.expect("451-[\"bin-back\"," + HOLE0 + "," + size + "]");
      wire.expectBinary(pattern(size));
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void bytesAreAcknowledgedWithBytes(Way way, int size) {
    try (Wire wire = way.open(server).connected()) {
      wire.send("451-12[\"bin-ack\"," + HOLE0 + "]");
      wire.sendBinary(pattern(size));
      wire.expect("461-12[" + HOLE0 + "]");
      wire.expectBinary(pattern(size));
    }
  }

  @ParameterizedTest
  @EnumSource
  void bytesMayStandAnywhereInAValue(Way way) {
    String value =
        "{\"name\":\"n\",\"data\":"
            + HOLE0
            + ",\"inner\":{\"n\":1,\"list\":["
            + HOLE.formatted(1)
            + "]}}";
    try (Wire wire = way.open(server).connected()) {
      wire.send("452-[\"bin-nested\"," + value + "]");
      wire.sendBinary(pattern(5));
      wire.sendBinary(pattern(300));
      String back = wire.nextText();
      Json.assertSame(back, "452-[\"bin-nested-back\"," + value + "]");
      wire.expectBinary(pattern(5));
      wire.expectBinary(pattern(300));
    }
  }

  @ParameterizedTest
  @EnumSource
  void severalAttachmentsKeepTheirPlaces(Way way) {
    String holes = HOLE0 + "," + HOLE.formatted(1) + "," + HOLE.formatted(2);
    try (Wire wire = way.open(server).connected()) {
      wire.send("453-[\"bin-many\"," + holes + "]");
      wire.sendBinary(new byte[] {1});
      wire.sendBinary(new byte[0]);
      wire.sendBinary(new byte[] {3, 3, 3});
      wire.expect("453-[\"bin-many-back\"," + holes + "]");
      wire.expectBinary(new byte[] {1});
      wire.expectBinary(new byte[0]);
      wire.expectBinary(new byte[] {3, 3, 3});
    }
  }

  @ParameterizedTest
  @EnumSource
  void placeholdersMayStandInAnyOrder(Way way) {
    String holes = HOLE.formatted(2) + "," + HOLE.formatted(0) + "," + HOLE.formatted(1);
    try (Wire wire = way.open(server).connected()) {
      wire.send("453-[\"bin-many\"," + holes + "]");
      wire.sendBinary(new byte[] {0});
      wire.sendBinary(new byte[] {1});
      wire.sendBinary(new byte[] {2});
      assertThat(wire.nextText()).startsWith("453-[\"bin-many-back\",");
      wire.expectBinary(new byte[] {2});
      wire.expectBinary(new byte[] {0});
      wire.expectBinary(new byte[] {1});
    }
  }

  @ParameterizedTest
  @EnumSource
  void serverSendsSeveralAttachments(Way way) {
    try (Wire wire = way.open(server).connected()) {
      wire.emit("[\"get-bin\",300]");
      wire.expect(
          "453-[\"bin-out\","
              + HOLE0
              + ",{\"data\":"
              + HOLE.formatted(1)
              + ",\"more\":[\"x\","
              + HOLE.formatted(2)
              + "]}]");
      wire.expectBinary(pattern(300));
      wire.expectBinary(pattern(300));
      wire.expectBinary(pattern(3));
    }
  }

  @ParameterizedTest
  @EnumSource
  void questionAndAnswerMayBeBinary(Way way) {
    try (Wire wire = way.open(server).connected()) {
      wire.emit("[\"ask-bin\",58]");
      String question = wire.nextText();
      assertThat(question).matches("451-\\d+\\[\"question-bin\",.*");
      wire.expectBinary(pattern(58));
      String id = question.substring(4, question.indexOf('['));
      wire.send("461-" + id + "[" + HOLE0 + "]");
      wire.sendBinary(pattern(57));
      wire.expect("451-[\"answer-bin\"," + HOLE0 + "]");
      wire.expectBinary(pattern(57));
    }
  }

  @ParameterizedTest
  @EnumSource
  void namespaceStandsAfterTheNumberOfAttachments(Way way) {
    try (Wire wire = way.open(server).connected()) {
      wire.connected("/custom");
      wire.send("451-/custom,7[\"bin-ack\"," + HOLE0 + "]");
      wire.sendBinary(pattern(58));
      wire.expect("461-/custom,7[" + HOLE0 + "]");
      wire.expectBinary(pattern(58));
    }
  }

  @ParameterizedTest
  @EnumSource
  void textWhereAnAttachmentIsDueEndsTheConnection(Way way) {
    try (Wire wire = way.open(server).connected()) {
      wire.send("451-[\"bin\"," + HOLE0 + "]");
      wire.emit("[\"message\",1]");
      wire.expectEnd();
    }
  }

  @ParameterizedTest
  @EnumSource
  void bytesThatNoPacketAnnouncedEndTheConnection(Way way) {
    try (Wire wire = way.open(server).connected()) {
      wire.sendBinary(new byte[] {1, 2, 3});
      wire.expectEnd();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "99", "\"splice\"", "1.5", "null", "1"})
  void placeholderOfNoAttachmentEndsTheConnection(String number) {
    if (number.equals("1.5")) {
      server.notOnReference("takes a fraction for an absent value");
    }
    try (Wire wire = Way.V4_WEBSOCKET.open(server).connected()) {
      wire.send("451-[\"bin\",{\"_placeholder\":true,\"num\":" + number + "}]");
      wire.sendBinary(new byte[] {1});
      wire.expectEnd();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "45-[\"bin\"]",
        "450-[\"bin\"]",
        "45-1-[\"bin\"]",
        "451[\"bin\"]",
        "451.5-[\"bin\"]",
        "45x-[\"bin\"]",
        "4511-[\"bin\"]",
        "45999999999-[\"bin\"]",
        "451e9-[\"bin\"]",
        "451-",
        "451-{}",
        "46-[1]",
        "4611-1[]"
      })
  void malformedOrTooManyAttachmentsEndTheConnection(String packet) {
    if (packet.equals("451-")) {
      server.notOnReference("waits for the attachment of a packet without data");
    }
    try (Wire wire = Way.V4_WEBSOCKET.open(server).connected()) {
      wire.send(packet);
      wire.expectEnd();
    }
  }

  @Test
  void tenAttachmentsAreTaken() {
    StringBuilder holes = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      holes.append(',').append(HOLE.formatted(i));
    }
    try (Wire wire = Way.V4_WEBSOCKET.open(server).connected()) {
      wire.send("4510-[\"echo\"" + holes + "]");
      for (int i = 0; i < 10; i++) {
        wire.sendBinary(new byte[] {(byte) i});
      }
      wire.expect("4510-[\"echo-back\"" + holes + "]");
      for (int i = 0; i < 10; i++) {
        wire.expectBinary(new byte[] {(byte) i});
      }
    }
  }
}
