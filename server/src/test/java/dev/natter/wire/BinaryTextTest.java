package dev.natter.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BinaryTextTest {

  private static final byte[] ONE = {0, (byte) 255, 7};
  private static final byte[] TWO = "two".getBytes(UTF_8);

  @Test
  void attachmentsStandInTheTextInThePlacesOfTheirPlaceholders() throws MalformedException {
    String sent =
        "{\"a\":{\"_placeholder\":true,\"num\":1},\"n\":1.10,"
            + "\"b\":[{\"num\":0,\"_placeholder\":true}]}";

    assertThat(BinaryText.embed(sent, List.of(ONE, TWO)))
        .isEqualTo("{\"a\":{\"_binary\":\"dHdv\"},\"n\":1.10,\"b\":[{\"_binary\":\"AP8H\"}]}");
  }

  @Test
  void aPlaceholderOfNothingIsRefused() {
    assertThatThrownBy(() -> BinaryText.embed("{\"_placeholder\":true,\"num\":1}", List.of(ONE)))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void aStringThatSpellsAPlaceholderIsAString() throws MalformedException {
    String quoted = "\"{\\\"_placeholder\\\":true,\\\"num\\\":0}\"";

    assertThat(BinaryText.embed(quoted, List.of(ONE))).isEqualTo(quoted);
  }

  @Test
  void whatWasEmbeddedIsLiftedAgain() throws MalformedException {
    String text =
        BinaryText.embed("[{\"_placeholder\":true,\"num\":0},{\"x\":\"\\\"\"}]", List.of(ONE));

    BinaryText.Lifted lifted = BinaryText.lift(List.of(text, "{\"_binary\":\"dHdv\"}", "1"));

    assertThat(lifted.texts())
        .containsExactly(
            "[{\"_placeholder\":true,\"num\":0},{\"x\":\"\\\"\"}]",
            "{\"_placeholder\":true,\"num\":1}",
            "1");
    assertThat(lifted.attachments()).containsExactly(ONE, TWO);
  }

  @Test
  void emptyBinaryDataIsBinaryData() throws MalformedException {
    String text = BinaryText.embed("{\"_placeholder\":true,\"num\":0}", List.of(new byte[0]));

    assertThat(BinaryText.lift(List.of(text)).attachments()).containsExactly(new byte[0]);
  }

  @Test
  void whatIsNoBase64AndWhatAStringSpellsStaysText() {
    for (String text :
        List.of(
            "{\"_binary\":\"abc\"}",
            "{\"_binary\":\"a!cd\"}",
            "{\"_binary\":\"=\"}",
            "{\"_binary\":7}",
            "{\"_binary\":\"dHdv\",\"more\":1}",
            "\"{\\\"_binary\\\":\\\"dHdv\\\"}\"")) {
      BinaryText.Lifted lifted = BinaryText.lift(List.of(text));
      assertThat(lifted.texts()).containsExactly(text);
      assertThat(lifted.attachments()).isEmpty();
    }
  }

  @Test
  void moreThanAClientsParserTakesStaysText() {
    String eleven = "[" + String.join(",", Collections.nCopies(11, "{\"_binary\":\"\"}")) + "]";

    assertThat(BinaryText.lift(List.of(eleven)).texts()).containsExactly(eleven);
  }

  @Test
  void aLongTextIsReadWithoutDeepRecursion() throws MalformedException {
    byte[] large = new byte[48_000];
    String text = BinaryText.embed("{\"_placeholder\":true,\"num\":0}", List.of(large));

    assertThat(BinaryText.lift(List.of(text)).attachments()).containsExactly(large);
  }
}
