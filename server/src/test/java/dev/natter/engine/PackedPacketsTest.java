package dev.natter.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBufUtil;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedPacketsTest {

  private final EngineJson json = new EngineJson();

  @Test
  void anEventComesBackAsItWas() throws Exception {
    byte[] bytes = {1, 2, 3};
    PacketWriter.Arguments arguments =
        new PacketWriter(json)
            .event("hey", List.of("ż😀", -1, 1.5, true, Map.of("b", bytes), List.of()));
    byte[] packed = PackedWriter.packet(SocketPacket.Type.EVENT, "/x", 7, arguments, json);
    SocketPacket packet = PackedParser.parse(packed, json, 32);
    assertThat(packet.type()).isEqualTo(SocketPacket.Type.EVENT);
    assertThat(packet.namespace()).isEqualTo("/x");
    assertThat(packet.id()).isEqualTo(7);
    assertThat(packet.event()).isEqualTo("hey");
    EventArguments data = packet.data();
    assertThat(data.texts().subList(0, 4)).containsExactly("\"ż😀\"", "-1", "1.5", "true");
    assertThat(data.value(4, Map.class).get("b")).isEqualTo(bytes);
    assertThat(data.json(5)).isEqualTo("[]");
  }

  @Test
  void aRefusalHasNoIdAndAnObject() throws Exception {
    byte[] packed = PackedWriter.control(SocketPacket.Type.CONNECT, "/", "{\"sid\":\"x\"}", json);
    SocketPacket packet = PackedParser.parse(packed, json, 32);
    assertThat(packet.hasId()).isFalse();
    assertThat(packet.data().json(0)).isEqualTo("{\"sid\":\"x\"}");
  }

  @Test
  void takesUndefinedAndDatesOfTheJavaScriptLibrary() throws Exception {
    // {type: 2, nsp: "/", data: ["a", undefined, new Date(0)], id: undefined}
    String hex = "84a47479706502a36e7370a12fa46461746193a161d40000d7000000000000000000a26964d40000";
    SocketPacket packet = PackedParser.parse(ByteBufUtil.decodeHexDump(hex), json, 32);
    assertThat(packet.hasId()).isFalse();
    assertThat(packet.data().texts()).containsExactly("null", "\"1970-01-01T00:00:00Z\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "80",
        "c1",
        "81a47479706502",
        "82a47479706509a36e7370a12f",
        "83a47479706502a36e7370a12fa46461746190",
        "83a47479706502a36e7370a12fa464617461c6ffffffff",
        "83a47479706502a36e7370a12fa464617461c9ffffffff00",
        "83a47479706502a36e7370a12fa464617461dbffffffff",
        "83a47479706502a36e7370a12fa464617461ddffffffff",
        "83a47479706502a36e7370a12fa464617461dfffffffff",
        "dfffffffff",
        "82a47479706500a36e7370a178"
      })
  void refusesWhatIsNoPacket(String hex) {
    assertThatThrownBy(() -> PackedParser.parse(ByteBufUtil.decodeHexDump(hex), json, 32))
        .isInstanceOf(MalformedPacket.class);
  }

  @Test
  void bindsNesting() {
    String hex = "83a47479706502a36e7370a12fa464617461" + "91".repeat(10_000) + "c0";
    assertThatThrownBy(() -> PackedParser.parse(ByteBufUtil.decodeHexDump(hex), json, 32))
        .isInstanceOf(MalformedPacket.class);
  }
}
