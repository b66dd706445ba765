package dev.natter.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScannerTest {

  private static final int DEPTH = 32;

  @Test
  void findsTheElementsOfAnArray() throws Exception {
    String text = "42 [ \"a\\\"]\" , {\"b\":[1,2]},-1.5e+3 ,null]";
    int[] bounds = JsonScanner.elements(text, 2, DEPTH);
    assertThat(bounds).hasSize(8);
    assertThat(text.substring(bounds[0], bounds[1])).isEqualTo("\"a\\\"]\"");
    assertThat(text.substring(bounds[2], bounds[3])).isEqualTo("{\"b\":[1,2]}");
    assertThat(text.substring(bounds[4], bounds[5])).isEqualTo("-1.5e+3");
    assertThat(text.substring(bounds[6], bounds[7])).isEqualTo("null");
  }

  @Test
  void findsNothingInAnEmptyArray() throws Exception {
    assertThat(JsonScanner.elements("[ ]", 0, DEPTH)).isEmpty();
  }

  @Test
  void findsMoreElementsThanItFirstHasRoomFor() throws Exception {
    assertThat(JsonScanner.elements("[1,2,3,4,5,6,7,8,9]", 0, DEPTH)).hasSize(18);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[",
        "]",
        "[1",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1]x",
        "{}",
        "[tru]",
        "[01]",
        "[1.]",
        "[.5]",
        "[-]",
        "[1e]",
        "[\"]",
        "[\"\\x\"]",
        "[\"\\u12g4\"]",
        "[\"\n\"]",
        "[{1:2}]",
        "[{\"a\"}]",
        "[{\"a\":1,}]",
        "[nul]",
        "[NaN]",
        "['a']",
        "[\u0000]"
      })
  void refusesWhatIsNoArray(String text) {
    assertThatThrownBy(() -> JsonScanner.elements(text, 0, DEPTH))
        .isInstanceOf(MalformedPacket.class);
  }

  @Test
  void bindsTheDepthOfAnElement() throws Exception {
    assertThat(JsonScanner.elements("[" + nested(DEPTH) + "]", 0, DEPTH)).hasSize(2);
    assertThatThrownBy(() -> JsonScanner.elements("[" + nested(DEPTH + 1) + "]", 0, DEPTH))
        .isInstanceOf(MalformedPacket.class)
        .hasMessageContaining("too deep");
    assertThatThrownBy(() -> JsonScanner.elements("[" + nested(500_000) + "]", 0, DEPTH))
        .isInstanceOf(MalformedPacket.class);
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  @Test
  void bindsTheLengthOfNumbers() {
    assertThatThrownBy(() -> JsonScanner.elements("[" + "1".repeat(101) + "]", 0, DEPTH))
        .isInstanceOf(MalformedPacket.class);
  }

  @Test
  void takesOneObjectOnly() throws Exception {
    JsonScanner.object(" {\"a\":{}} ", 0, DEPTH);
    assertThatThrownBy(() -> JsonScanner.object("[]", 0, DEPTH))
        .isInstanceOf(MalformedPacket.class);
    assertThatThrownBy(() -> JsonScanner.object("{}{}", 0, DEPTH))
        .isInstanceOf(MalformedPacket.class);
  }
}
