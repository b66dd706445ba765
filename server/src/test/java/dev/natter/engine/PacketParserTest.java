package dev.natter.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketParserTest {

  private final PacketParser parser = new PacketParser(new EngineJson(), 10, 32);

  @Test
  void readsAnEventOfTheMainNamespace() throws Exception {
    SocketPacket packet = parser.parse("2[\"hey\",1,{\"a\":\"b\"}]");
    assertThat(packet.type()).isEqualTo(SocketPacket.Type.EVENT);
    assertThat(packet.namespace()).isEqualTo("/");
    assertThat(packet.event()).isEqualTo("hey");
    assertThat(packet.hasId()).isFalse();
    assertThat(packet.data().texts()).containsExactly("1", "{\"a\":\"b\"}");
  }

  @Test
  void readsNamespaceAndId() throws Exception {
    SocketPacket packet = parser.parse("2/admin,456[\"hey\"]");
    assertThat(packet.namespace()).isEqualTo("/admin");
    assertThat(packet.id()).isEqualTo(456);
    assertThat(packet.data().size()).isZero();
  }

  @Test
  void readsAnEventWhoseNameIsEscapedOrANumber() throws Exception {
    assertThat(parser.parse("2[\"a\\u0062\"]").event()).isEqualTo("ab");
    assertThat(parser.parse("2[12]").event()).isEqualTo("12");
  }

  @Test
  void readsConnectWithAndWithoutPayload() throws Exception {
    assertThat(parser.parse("0").data().size()).isZero();
    assertThat(parser.parse("0{\"token\":\"x\"}").data().json(0)).isEqualTo("{\"token\":\"x\"}");
    assertThat(parser.parse("0/admin,{}").namespace()).isEqualTo("/admin");
    assertThat(parser.parse("0/admin?a=b").namespace()).isEqualTo("/admin?a=b");
  }

  @Test
  void joinsAttachments() throws Exception {
    SocketPacket packet = parser.parse("51-[\"bin\",{\"_placeholder\":true,\"num\":0}]");
    assertThat(packet.awaited()).isEqualTo(1);
    SocketPacket whole = parser.complete(packet, List.of(new byte[] {1, 2}));
    assertThat(whole.data().value(0, byte[].class)).containsExactly(1, 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"splice\"", "-1", "1", "99999999999", "0.5", "null"})
  void refusesAPlaceholderOfNoAttachment(String number) throws Exception {
    String text = "51-[\"bin\",{\"_placeholder\":true,\"num\":" + number + "}]";
    SocketPacket packet = parser.parse(text);
    assertThatThrownBy(() -> parser.complete(packet, List.of(new byte[0])))
        .isInstanceOf(MalformedPacket.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "9",
        "abc",
        "2",
        "2{}",
        "2[]",
        "2abc[\"a\"]",
        "2[null]",
        "2[{\"toString\":\"foo\"}]",
        "2[\"disconnect\"]",
        "2[\"connect_error\"]",
        "2[\"newListener\"]",
        "1{}",
        "0[]",
        "0null",
        "4\"no\"",
        "3[]",
        "3",
        "31{}",
        "5[\"a\"]",
        "5-[\"a\"]",
        "511-[\"a\"]",
        "599999999999999999999-[\"a\"]",
        "5-1-[\"a\"]",
        "212345678901234567[\"a\"]",
        "2[\"a\"]x"
      })
  void refusesWhatIsNoPacket(String text) {
    assertThatThrownBy(() -> parser.parse(text)).isInstanceOf(MalformedPacket.class);
  }
}
