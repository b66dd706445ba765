package dev.natter.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineJsonTest {

  private final EngineJson json = new EngineJson();

  @Test
  void findsBinaryDataAtAnyDepth() {
    List<byte[]> attachments = new ArrayList<>();
    byte[] first = {1};
    byte[] second = new byte[300];
    byte[] text = json.write(List.of(first, Map.of("a", List.of("x", second))), attachments);
    assertThat(new String(text, StandardCharsets.UTF_8))
        .isEqualTo(
            "[{\"_placeholder\":true,\"num\":0},"
                + "{\"a\":[\"x\",{\"_placeholder\":true,\"num\":1}]}]");
    assertThat(attachments).containsExactly(first, second);
  }

  @Test
  void aTreeWithBinaryDataIsWrittenAsItWasRead() {
    byte[] data = {5, 6, 7};
    String text = "{\"data\":{\"_placeholder\":true,\"num\":0}}";
    JsonNode tree = json.read(text, List.of(data), JsonNode.class);
    List<byte[]> attachments = new ArrayList<>();
    assertThat(new String(json.write(tree, attachments), StandardCharsets.UTF_8)).isEqualTo(text);
    assertThat(attachments).containsExactly(data);
  }

  @Test
  void refusesWhatIsNotOfTheShape() {
    assertThatThrownBy(() -> json.read("\"x\"", List.of(), Integer.class))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> json.read("{\"_placeholder\":true,\"num\":3}", List.of(new byte[1]), Map.class))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
