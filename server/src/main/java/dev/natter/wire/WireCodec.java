package dev.natter.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON, with limits. Reading never builds a tree: values are checked in one pass and kept as the
 * text they came in.
 */
public final class WireCodec {

  /** The deepest nesting of objects and arrays. */
  public static final int MAX_DEPTH = 32;

  /** The most digits of a number. */
  public static final int MAX_NUMBER_LENGTH = 100;

  /** The most characters of a property's name. */
  public static final int MAX_NAME_LENGTH = 64;

  /** The most properties that an object which is read property by property may have. */
  public static final int MAX_PROPERTIES = 64;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER_LENGTH)
                  .maxNameLength(MAX_NAME_LENGTH)
                  .build())
          // Names come from strangers: a shared table of them would be theirs to fill.
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();
  private static final JsonMapper MAPPER = new JsonMapper(FACTORY);

  private WireCodec() {}

  /** Spells a payload. */
  public static String json(Object payload) {
    try {
      return MAPPER.writeValueAsString(payload);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A payload in the form in which the Socket.IO door takes an acknowledgement. */
  public static Object ackValue(Object payload) {
    return new RawValue(json(payload));
  }

  /** Fails unless the text is exactly one JSON value within the limits. */
  public static void check(String json) throws MalformedException {
    try (JsonParser parser = FACTORY.createParser(json)) {
      if (parser.nextToken() == null) {
        throw new MalformedException("Not valid JSON.", false);
      }
      checkValue(parser);
      end(parser);
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  /** The text of a JSON string; anything else is malformed. */
  static String text(String json) throws MalformedException {
    try (JsonParser parser = FACTORY.createParser(json)) {
      if (parser.nextToken() != JsonToken.VALUE_STRING) {
        throw new MalformedException("A string is due here.");
      }
      String text = parser.getText();
      end(parser);
      return text;
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  /** The texts of a JSON array of strings; anything else is malformed. */
  static List<String> texts(String json) throws MalformedException {
    try (JsonParser parser = FACTORY.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new MalformedException("A list is due here.");
      }
      List<String> texts = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (parser.currentToken() != JsonToken.VALUE_STRING || texts.size() == MAX_PROPERTIES) {
          throw new MalformedException("A list of strings is due here.");
        }
        texts.add(parser.getText());
      }
      end(parser);
      return texts;
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  /** The value of a JSON number without a fraction; anything else is malformed. */
  static long number(String json) throws MalformedException {
    try (JsonParser parser = FACTORY.createParser(json)) {
      if (parser.nextToken() != JsonToken.VALUE_NUMBER_INT) {
        throw new MalformedException("A whole number is due here.");
      }
      long value = parser.getLongValue();
      end(parser);
      return value;
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  /** The properties of a JSON object, each as the JSON text it came in; of equal names the last. */
  static Map<String, String> properties(String json) throws MalformedException {
    try (JsonParser parser = FACTORY.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedException("An object is due here.");
      }
      Map<String, String> properties = new LinkedHashMap<>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        int from = (int) parser.currentTokenLocation().getCharOffset();
        checkValue(parser);
        int to = (int) parser.currentLocation().getCharOffset();
        properties.put(name, json.substring(from, to));
        if (properties.size() > MAX_PROPERTIES) {
          throw new MalformedException("The object has too many properties.");
        }
      }
      end(parser);
      return properties;
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  /** Reads on to the end of the value that the parser stands at the beginning of. */
  private static void checkValue(JsonParser parser) throws IOException, MalformedException {
    int open = 0;
    do {
      JsonToken token = parser.currentToken();
      if (token == null) {
        throw new MalformedException("Not valid JSON.", false);
      } else if (token.isStructStart()) {
        open++;
      } else if (token.isStructEnd()) {
        open--;
      } else if (token.isNumeric() && parser.getTextLength() > MAX_NUMBER_LENGTH) {
        throw new MalformedException("A number has at most 100 digits.", false);
      } else if (token == JsonToken.VALUE_STRING) {
        parser.finishToken();
      }
    } while (open > 0 && advance(parser));
  }

  private static boolean advance(JsonParser parser) throws IOException {
    parser.nextToken();
    return true;
  }

  private static void end(JsonParser parser) throws IOException, MalformedException {
    if (parser.nextToken() != null) {
      throw new MalformedException("Not valid JSON: there is more after the value.", false);
    }
  }

  private static MalformedException malformed(IOException e) {
    boolean limit = e instanceof StreamConstraintsException;
    return new MalformedException(
        limit
            ? "The JSON is nested too deeply, or has a name or number that is too long."
            : "Not valid JSON.",
        false);
  }
}
