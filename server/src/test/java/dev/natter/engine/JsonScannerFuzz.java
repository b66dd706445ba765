package dev.natter.engine;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What the scanner takes for an array, Jackson takes for the same array. */
class JsonScannerFuzz {
  private static final int MAX_DEPTH = 32;

  private final ObjectMapper mapper =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  @FuzzTest(maxDuration = "5m")
  void whatIsTakenIsJson(FuzzedDataProvider input) throws JsonProcessingException {
    String text = input.consumeRemainingAsString();
    int[] bounds;
    try {
      bounds = JsonScanner.elements(text, 0, MAX_DEPTH);
    } catch (MalformedPacket e) {
      return;
    }
    JsonNode array = mapper.readTree(text);
    if (!array.isArray() || array.size() * 2 != bounds.length) {
      throw new AssertionError("other elements: " + text);
    }
    for (int i = 0; i < array.size(); i++) {
      JsonNode element = mapper.readTree(text.substring(bounds[2 * i], bounds[2 * i + 1]));
      if (!element.equals(array.get(i))) {
        throw new AssertionError("another element: " + text);
      }
    }
  }
}
