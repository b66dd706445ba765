package dev.natter.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.natter.wire.EventName;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Holds the AsyncAPI document to the events of the code and to the samples that clients read. */
class AsyncDocumentTest {

  private static final ApiDocument DOCUMENT = ApiDocument.of("asyncapi.yaml");

  /** Events of our own whose names are one word and that have a sample. */
  private static final Set<String> OF_ONE_WORD = Set.of("history", "search");

  @Test
  void theDocumentNamesEveryEventAndNoOther() {
    Set<String> documented = new HashSet<>();
    for (JsonNode message : messages()) {
      if (message.has("name")) {
        documented.add(message.get("name").asText());
      }
    }

    assertThat(documented)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(EventName.values()).map(EventName::text).toList());
  }

  @Test
  void everyOperationAndChannelRefersToAMessageThatIsThere() {
    List<String> references = new ArrayList<>();
    collect(DOCUMENT.root(), references);

    assertThat(references)
        .filteredOn(reference -> reference.startsWith("#/"))
        .isNotEmpty()
        .allMatch(reference -> !DOCUMENT.root().at(reference.substring(1)).isMissingNode());
  }

  @Test
  void everyMessageOfOurOwnIsSentOrReceivedByAnOperation() {
    Set<String> used = new HashSet<>();
    for (JsonNode operation : DOCUMENT.root().get("operations")) {
      operation.get("messages").forEach(message -> used.add(last(message)));
      operation.at("/reply/messages").forEach(message -> used.add(last(message)));
    }

    assertThat(DOCUMENT.root().at("/components/messages").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(used);
  }

  @Test
  void theSampleOfEachEventIsAsDescribed() throws IOException {
    int samples = 0;
    for (var message : DOCUMENT.root().at("/components/messages").properties()) {
      String name = message.getValue().path("name").asText();
      boolean own = name.contains(":") || OF_ONE_WORD.contains(name);
      String json = own ? sample(name.replace(':', '-')) : "";
      if (!json.isEmpty()) {
        samples++;
        assertThat(complaints(message.getKey(), json)).as(name + ": " + json).isEmpty();
      }
    }
    assertThat(samples).isGreaterThan(5);
  }

  @Test
  void theSampleOfEachAcknowledgementIsAsDescribed() throws IOException {
    int samples = 0;
    for (var message : DOCUMENT.root().at("/components/messages").properties()) {
      String name = message.getKey().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
      String json = message.getValue().has("name") ? "" : sample(name);
      if (!json.isEmpty()) {
        samples++;
        assertThat(complaints(message.getKey(), json)).as(name + ": " + json).isEmpty();
      }
    }
    assertThat(samples).isGreaterThan(5);
  }

  private static List<String> complaints(String message, String json) {
    return DOCUMENT.complaints("/components/messages/" + message + "/payload", json);
  }

  private static Iterable<JsonNode> messages() {
    return StreamSupport.stream(DOCUMENT.root().at("/components/messages").spliterator(), false)
        .toList();
  }

  private static void collect(JsonNode node, List<String> references) {
    if (node.has("$ref")) {
      references.add(node.get("$ref").asText());
    }
    node.forEach(child -> collect(child, references));
  }

  private static String last(JsonNode reference) {
    String text = reference.get("$ref").asText();
    return text.substring(text.lastIndexOf('/') + 1);
  }

  /** Empty if there is none. */
  private static String sample(String name) throws IOException {
    try (InputStream in = AsyncDocumentTest.class.getResourceAsStream("/wire/" + name + ".json")) {
      return in == null ? "" : new String(in.readAllBytes(), UTF_8);
    }
  }
}
