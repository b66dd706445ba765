package dev.natter.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadsTest {

  private static final byte[] BYTES = {1, 2, 3, 4};

  private static String encoded(boolean eio3, boolean base64, String jsonp, Frame... frames) {
    Payloads.Body body = Payloads.encode(List.of(frames), eio3, base64, jsonp);
    String text = body.bytes().toString(StandardCharsets.UTF_8);
    body.bytes().release();
    List.of(frames).forEach(Frame::release);
    return text;
  }

  @Test
  void separatesPacketsInVersion4() {
    assertThat(encoded(false, false, "", Frame.text("4€"), Frame.binary(BYTES, false)))
        .isEqualTo("4€\u001ebAQIDBA==");
  }

  @Test
  void countsUtf16UnitsInVersion3() {
    assertThat(encoded(true, true, "", Frame.text("4😀a"), Frame.binary(BYTES, true)))
        .isEqualTo("4:4😀a10:b4AQIDBA==");
  }

  @Test
  void countsBytesInBinaryPayloadsOfVersion3() {
    Payloads.Body body =
        Payloads.encode(List.of(Frame.text("4€"), Frame.binary(BYTES, true)), true, false, "");
    assertThat(body.contentType()).isEqualTo(Payloads.BYTES);
    assertThat(ByteBufUtil.hexDump(body.bytes())).isEqualTo("0004ff34e282ac0105ff0401020304");
  }

  @Test
  void callsAScriptForJsonp() {
    assertThat(encoded(false, true, "7", Frame.text("4\"\u2028\n")))
        .isEqualTo("___eio[7](\"4\\\"\\u2028\\n\");");
  }

  @Test
  void keepsEachOfManyPackets() throws Exception {
    Frame[] frames = new Frame[1000];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = Frame.text("4" + i);
    }
    List<String> taken = new ArrayList<>();
    Payloads.decodeSeparated(encoded(false, false, "", frames), taken::add);
    assertThat(taken).hasSize(1000).startsWith("40", "41").endsWith("4999");
  }

  @Test
  void takesApartEachForm() throws Exception {
    List<String> texts = new ArrayList<>();
    List<byte[]> messages = new ArrayList<>();
    Payloads.decodeCounted("4:4😀a2:4€", texts::add);
    ByteBuf body =
        Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump("0004ff34e282ac0105ff0401020304"));
    Payloads.decodeBytes(body, texts::add, messages::add);
    assertThat(texts).containsExactly("4😀a", "4€", "4€");
    assertThat(messages).containsExactly(BYTES);
  }

  @Test
  void stopsWhenNoMoreIsWanted() throws Exception {
    List<String> texts = new ArrayList<>();
    Payloads.decodeSeparated(
        "1\u001e4a",
        text -> {
          texts.add(text);
          return false;
        });
    assertThat(texts).containsExactly("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "4", ":4", "9:4", "-1:4", "1x:4", "9999999999:4", "+1:4"})
  void refusesTextThatIsNoPayloadOfVersion3(String body) {
    assertThatThrownBy(() -> Payloads.decodeCounted(body, text -> true))
        .isInstanceOf(MalformedPacket.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00",
        "0001",
        "0001ff",
        "0000ff34",
        "000aff34",
        "0109090909090909090909ff04",
        "0102ff0301"
      })
  void refusesBytesThatAreNoPayloadOfVersion3(String hex) {
    ByteBuf body = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));
    assertThatThrownBy(() -> Payloads.decodeBytes(body, text -> true, bytes -> true))
        .isInstanceOf(MalformedPacket.class);
  }

  @Test
  void decodesBase64WithLineBreaks() throws Exception {
    assertThat(Payloads.fromBase64("bAQID\r\nBA==", false)).containsExactly(BYTES);
    assertThat(Payloads.fromBase64("b4AQIDBA==", true)).containsExactly(BYTES);
    assertThatThrownBy(() -> Payloads.fromBase64("bA", false)).isInstanceOf(MalformedPacket.class);
  }

  @Test
  void readsFormsAsClientsWriteThem() throws Exception {
    assertThat(Jsonp.fromForm("d=4%3A4a%5Cnb")).isEqualTo("4:4a\nb");
    assertThat(Jsonp.fromForm("d=5%3A4a%5C%5Cnb")).isEqualTo("5:4a\\nb");
    assertThatThrownBy(() -> Jsonp.fromForm("x=1")).isInstanceOf(MalformedPacket.class);
    assertThatThrownBy(() -> Jsonp.fromForm("d=%zz")).isInstanceOf(MalformedPacket.class);
  }

  @Test
  void letsOnlyDigitsIntoAScript() {
    assertThat(Jsonp.number("1);alert(1")).isEqualTo("11");
    assertThat(Jsonp.number("")).isEqualTo("0");
  }
}
