package dev.natter.conformance;

import static dev.natter.conformance.EnginePollingIT.pattern;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code socket.io-msgpack-parser}: a connection shows by its first packet that it speaks msgpack,
 * and is answered in it, whatever others speak.
 */
class SocketPackedIT {
  private static final long CONNECT = 0;
  private static final long DISCONNECT = 1;
  private static final long EVENT = 2;
  private static final long ACK = 3;
  private static final long CONNECT_ERROR = 4;

  private final Target server = Target.calm();

  private Wire open(Way way) {
    server.notOnReference("must be told which parser to use");
    return way.open(server);
  }

  private Wire connected(Way way) {
    Wire wire = open(way);
    wire.sendBinary(Packed.packet("type", CONNECT, "nsp", "/"));
    assertThat(next(wire)).containsEntry("type", CONNECT).containsEntry("nsp", "/");
    assertThat(next(wire)).isEqualTo(event("/", "auth", Map.of()));
    return wire;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> next(Wire wire) {
    return (Map<String, Object>) Packed.read(wire.nextBinary());
  }

  private static Map<String, Object> event(String namespace, Object... data) {
    return Map.of("type", EVENT, "nsp", namespace, "data", Arrays.asList(data));
  }

  private static void emit(Wire wire, Object... data) {
    wire.sendBinary(Packed.packet("type", EVENT, "nsp", "/", "data", Arrays.asList(data)));
  }

  private static void ask(Wire wire, long id, Object... data) {
    wire.sendBinary(
        Packed.packet("type", EVENT, "nsp", "/", "data", Arrays.asList(data), "id", id));
  }

  private static void assertAlive(Wire wire) {
    emit(wire, "echo", "alive");
    assertThat(next(wire)).isEqualTo(event("/", "echo-back", "alive"));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = "V4.*")
  void connectionIsRecognisedAndConnectIsAnsweredWithAnId(Way way) {
    try (Wire wire = open(way)) {
      wire.sendBinary(
          Packed.packet("type", CONNECT, "nsp", "/", "data", Map.of("token", "a", "n", 1)));
      Map<String, Object> answer = next(wire);
      assertThat(answer).containsOnlyKeys("type", "nsp", "data").containsEntry("type", CONNECT);
      assertThat(answer.get("data"))
          .asInstanceOf(InstanceOfAssertFactories.MAP)
          .containsOnlyKeys("sid");
      assertThat(next(wire)).isEqualTo(event("/", "auth", Map.of("token", "a", "n", 1L)));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = "V4.*")
  void valuesOfEveryKindComeBack(Way way) {
    try (Wire wire = connected(way)) {
      Map<String, Object> value =
          Map.of("text", "日本 😀", "list", List.of(1L, -1L, 1L << 40, 1.5, true), "empty", "");
      emit(wire, "echo", value, false, "");
      assertThat(next(wire)).isEqualTo(event("/", "echo-back", value, false, ""));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = "V4.*")
  void bytesStandInTheirPlace(Way way) {
    try (Wire wire = connected(way)) {
      for (int size : new int[] {0, 5, 57, 58, 300, 100_000}) {
        ByteBuffer bytes = ByteBuffer.wrap(pattern(size));
        emit(wire, "bin", bytes);
        assertThat(next(wire)).isEqualTo(event("/", "bin-back", bytes, (long) size));
        Object nested =
            Map.of("name", "x", "data", bytes, "inner", Map.of("n", 1L, "list", List.of(bytes)));
        emit(wire, "bin-nested", nested);
        assertThat(next(wire)).isEqualTo(event("/", "bin-nested-back", nested));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = "V4.*")
  void acksCarryTheirIdsBothWays(Way way) {
    try (Wire wire = connected(way)) {
      ask(wire, 0, "echo-ack", "a", 2);
      assertThat(next(wire))
          .isEqualTo(Map.of("type", ACK, "nsp", "/", "id", 0L, "data", List.of("a", 2L)));
      ask(wire, 12_345_678_901L, "bin-ack", ByteBuffer.wrap(pattern(60)));
      assertThat(next(wire))
          .containsEntry("id", 12_345_678_901L)
          .containsEntry("data", List.of(ByteBuffer.wrap(pattern(60))));
      emit(wire, "ask", 7);
      Map<String, Object> question = next(wire);
      assertThat(question).containsEntry("data", List.of("question", 7L)).containsEntry("id", 0L);
      wire.sendBinary(Packed.packet("type", ACK, "nsp", "/", "id", 0, "data", List.of("yes")));
      assertThat(next(wire)).isEqualTo(event("/", "answer", "yes"));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = "V4.*")
  void refusalIsAConnectError(Way way) {
    try (Wire wire = open(way)) {
      wire.sendBinary(Packed.packet("type", CONNECT, "nsp", "/nowhere"));
      assertThat(next(wire))
          .isEqualTo(
              Map.of(
                  "type",
                  CONNECT_ERROR,
                  "nsp",
                  "/nowhere",
                  "data",
                  Map.of("message", "Invalid namespace")));
      wire.sendBinary(
          Packed.packet("type", CONNECT, "nsp", "/guarded", "data", Map.of("token", "bad")));
      assertThat(next(wire))
          .containsEntry("type", CONNECT_ERROR)
          .containsEntry("data", Map.of("message", "bad token"));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = "V4.*")
  void namespacesAreLeftOneByOne(Way way) {
    try (Wire wire = connected(way)) {
      wire.sendBinary(Packed.packet("type", CONNECT, "nsp", "/custom"));
      assertThat(next(wire)).containsEntry("nsp", "/custom").containsEntry("type", CONNECT);
      assertThat(next(wire)).isEqualTo(event("/custom", "auth", Map.of()));
      wire.sendBinary(Packed.packet("type", DISCONNECT, "nsp", "/custom"));
      assertAlive(wire);
      emit(wire, "kick", 1);
      assertThat(next(wire)).isEqualTo(Map.of("type", DISCONNECT, "nsp", "/"));
    }
  }

  @Test
  void broadcastsReachClientsOfEitherParser() {
    try (Wire packed = connected(Way.V4_WEBSOCKET);
        Wire plain = Way.V3_POLLING.open(server).connected()) {
      ask(packed, 1, "join", "mixed");
      assertThat(next(packed)).containsEntry("type", ACK);
      plain.send("421[\"join\",\"mixed\"]");
      plain.expect("431[\"ok\"]");
      emit(packed, "say", "mixed", "hello");
      assertThat(next(packed)).isEqualTo(event("/", "said", "hello"));
      plain.expect("42[\"said\",\"hello\"]");
      plain.emit("[\"say-bin\",\"mixed\"]");
      ByteBuffer bytes = ByteBuffer.wrap(pattern(200));
      assertThat(next(packed)).isEqualTo(event("/", "said-bin", bytes));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // nothing
        "00", // no map
        "c1", // no type of msgpack
        "80", // no type
        "81a474797065", // cut off behind a name
        "82a47479706502a36e7370a12f", // an event without data
        "83a47479706502a36e7370a12fa46461746190", // no name
        "83a47479706502a36e7370a12fa4646174619101a0", // more behind the packet
        "83a47479706502a36e7370a12fa46461746191a5", // a name cut off
        "82a47479706507a36e7370a12f", // an unknown type
        "82a47479706500a36e7370a0", // a namespace without a slash
        "dfffffffff", // a map of four billion members
        "83a47479706502a36e7370a12fa464617461ddffffffff", // an array of four billion
        "83a47479706502a36e7370a12fa464617461c6ffffffff", // bytes of four gigabytes
        "83a47479706502a36e7370a12fa464617461c9ffffffff00", // an extension of four gigabytes
        "83a47479706502a36e7370a12fa464617461d405" // an unknown extension
      })
  void whatIsNoPacketEndsTheConnection(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    try (Wire wire = connected(Way.V4_WEBSOCKET)) {
      wire.sendBinary(bytes);
      wire.expectEnd();
    }
    try (Wire first = open(Way.V4_POLLING)) {
      first.sendBinary(bytes);
      first.expectEnd();
    }
  }

  @Test
  void textAmidMsgpackEndsTheConnection() {
    try (Wire wire = connected(Way.V4_WEBSOCKET)) {
      wire.send("42[\"echo\",1]");
      wire.expectEnd();
    }
  }

  @Test
  void deepNestingEndsTheConnection() {
    Object deep = 1;
    for (int i = 0; i < 40; i++) {
      deep = List.of(deep);
    }
    try (Wire wire = connected(Way.V4_WEBSOCKET)) {
      emit(wire, "echo", deep);
      wire.expectEnd();
    }
  }

  @Test
  void eventBeforeConnectEndsTheConnection() {
    try (Wire wire = open(Way.V4_WEBSOCKET)) {
      emit(wire, "echo", 1);
      wire.expectEnd();
    }
  }
}
