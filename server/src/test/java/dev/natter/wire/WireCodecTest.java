package dev.natter.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireCodecTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"1", "-1.5e3", "\"a\"", "null", "true", "[]", "{}", "[1,{\"a\":[null]}]", " 1 "})
  void anyJsonValuePasses(String json) {
    assertThatCode(() -> WireCodec.check(json)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "{", "[1", "\"a", "1 2", "{}x", "NaN", "'a'", "{a:1}", "[1,]", "nul", "\u0000"
      })
  void anythingElseIsMalformed(String json) {
    assertThatThrownBy(() -> WireCodec.check(json)).isInstanceOf(MalformedException.class);
  }

  @Test
  void nestingHasALimit() {
    assertThatCode(() -> WireCodec.check("[".repeat(32) + "]".repeat(32)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> WireCodec.check("[".repeat(33) + "]".repeat(33)))
        .isInstanceOf(MalformedException.class);
    assertThatThrownBy(() -> WireCodec.check("[".repeat(100_000)))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void numbersAndNamesHaveALimit() {
    assertThatThrownBy(() -> WireCodec.check("1".repeat(101)))
        .isInstanceOf(MalformedException.class);
    assertThatThrownBy(() -> WireCodec.check("[1." + "1".repeat(101) + "]"))
        .isInstanceOf(MalformedException.class);
    assertThatThrownBy(() -> WireCodec.check("{\"" + "n".repeat(65) + "\":1}"))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void propertiesKeepTheTextTheyCameIn() throws MalformedException {
    Map<String, String> properties =
        WireCodec.properties(
            "{ \"a\" : 1.10 ,\"b\":\"x\\u0041\", \"c\" : {\"d\": [ 1,2 ]} , \"e\":null,\"f\":true,"
                + "\"a\":2e5}");

    assertThat(properties)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "a",
                "2e5",
                "b",
                "\"x\\u0041\"",
                "c",
                "{\"d\": [ 1,2 ]}",
                "e",
                "null",
                "f",
                "true"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1", "{\"a\":}", "{\"a\":1}}", "[1]", "1", "{\"a\":tru}"})
  void brokenObjectsAreMalformed(String json) {
    assertThatThrownBy(() -> WireCodec.properties(json)).isInstanceOf(MalformedException.class);
  }

  @Test
  void anObjectWithTooManyPropertiesIsMalformed() {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < 65; i++) {
      json.append("\"k").append(i).append("\":1,");
    }
    json.append("\"z\":1}");

    assertThatThrownBy(() -> WireCodec.properties(json.toString()))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void onlyAStringIsText() throws MalformedException {
    assertThat(WireCodec.text("\"a\\n\"")).isEqualTo("a\n");
    assertThatThrownBy(() -> WireCodec.text("1")).isInstanceOf(MalformedException.class);
    assertThatThrownBy(() -> WireCodec.text("{\"$ne\":1}")).isInstanceOf(MalformedException.class);
  }

  @Test
  void aMalformedValueHasNoStackTrace() {
    assertThatThrownBy(() -> WireCodec.check("{"))
        .satisfies(fault -> assertThat(fault.getStackTrace()).isEmpty());
  }
}
