package dev.natter.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BodyStringsTest {

  @Test
  void aStringIsItsText() {
    assertThat(text("\"Hello\"")).isEqualTo("Hello");
    assertThat(text("\"a \\\"b\\\" \\u00e9\\n\\\\c\"").strip()).isEqualTo("a \"b\" é \\c");
    assertThat(text("\"\\ud83d\\ude00\"").strip()).isEqualTo("😀");
  }

  @Test
  void anObjectHasTheTextsOfItsValuesAndNotItsNames() {
    assertThat(text("{\"text\":\"Hello\",\"n\":5,\"in\":{\"more\" : [\"a\", \"b:c\"]}}").lines())
        .containsExactly("Hello", "a", "b:c");
  }

  @Test
  void aNumberIsItself() {
    assertThat(text("42")).isEqualTo("42");
    assertThat(text("null")).isEqualTo("null");
  }

  @Test
  void nothingIsNothing() {
    assertThat(text("\"\"")).isEmpty();
    assertThat(text("{}")).isEmpty();
    assertThat(text("[[]]")).isEmpty();
  }

  private static String text(String json) {
    return BodyStrings.of(new MessageBody(json));
  }

  @Test
  void binaryDataIsNoText() {
    MessageBody body = new MessageBody("{\"a\":{\"_binary\":\"aGVsbG8=\"},\"text\":\"hi\"}");

    assertThat(BodyStrings.of(body)).isEqualTo("hi\n");
  }
}
