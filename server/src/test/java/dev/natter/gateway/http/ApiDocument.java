package dev.natter.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** A YAML document that describes an API, with the schemas in it at work. */
public final class ApiDocument {

  private static final String FOLDER = "https://natter.invalid/api/";
  private static final String SHARED = "openapi.yaml";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String address;
  private final JsonNode root;
  private final SchemaRegistry schemas;

  /** One document refers to another by its name, as both are served from one folder. */
  private ApiDocument(String name) throws IOException {
    address = FOLDER + name;
    root = read(name);
    Map<String, String> documents = new HashMap<>();
    documents.put(FOLDER + SHARED, read(SHARED).toString());
    documents.put(address, root.toString());
    schemas =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(documents::get));
  }

  /** A document by its name on the class path. */
  public static ApiDocument of(String name) {
    try {
      return new ApiDocument(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode read(String name) throws IOException {
    try (InputStream in = ApiDocument.class.getResourceAsStream("/api/" + name)) {
      String yaml = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
      return new YAMLMapper().readTree(yaml);
    }
  }

  public JsonNode root() {
    return root;
  }

  /** What is wrong with a JSON text, by the schema at a JSON pointer of the document. */
  public List<String> complaints(String pointer, String json) {
    try {
      return schemas
          .getSchema(SchemaLocation.of(address + "#" + fragment(pointer)))
          .validate(JSON.readTree(json))
          .stream()
          .map(Error::toString)
          .toList();
    } catch (IOException e) {
      return List.of("Not JSON: " + json);
    }
  }

  /**
   * What is wrong with an answer.
   *
   * @param path without the query
   */
  List<String> complaints(String method, String path, int status, String type, String body) {
    List<String> templates = templates(path, method);
    if (templates.isEmpty()) {
      return status == 404 || status == 405 ? problem(type, body) : List.of("no such operation");
    }
    String operation =
        "/paths/" + escaped(templates.get(0)) + "/" + method.toLowerCase(Locale.ROOT);
    JsonNode responses = root.at(operation + "/responses");
    String key = responses.has(Integer.toString(status)) ? Integer.toString(status) : "default";
    if (status < 400 && key.equals("default")) {
      return List.of("the status " + status + " is not described");
    }
    String response = operation + "/responses/" + key;
    String reference = root.at(response + "/$ref").asText();
    String pointer = reference.isEmpty() ? response : reference.substring(1);
    JsonNode content = root.at(pointer + "/content");
    if (content.isMissingNode()) {
      return body.isEmpty() ? List.of() : List.of("a body is not described");
    }
    String described = type.split(";", 2)[0];
    if (!content.has(described)) {
      return content.has("*/*")
          ? List.of()
          : List.of("the type " + described + " is not described");
    }
    String schema = pointer + "/content/" + escaped(described) + "/schema";
    return described.endsWith("json") ? complaints(schema, body) : List.of();
  }

  /** All operations, as {@code GET /api/rooms}. */
  List<String> operations() {
    List<String> operations = new ArrayList<>();
    root.get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        name -> {
                          if (!name.equals("parameters")) {
                            operations.add(name.toUpperCase(Locale.ROOT) + " " + path.getKey());
                          }
                        }));
    return operations;
  }

  private List<String> problem(String type, String body) {
    return type.startsWith("application/problem+json")
        ? complaints("/components/schemas/Problem", body)
        : List.of("not a problem: " + type);
  }

  /** The paths that fit, those with fewer parameters first. */
  private List<String> templates(String path, String method) {
    Stream.Builder<String> found = Stream.builder();
    root.get("paths").fieldNames().forEachRemaining(found::add);
    return found
        .build()
        .filter(template -> path.matches(template.replaceAll("\\{[a-z]+}", "[^/]+")))
        .filter(template -> root.get("paths").get(template).has(method.toLowerCase(Locale.ROOT)))
        .sorted((a, b) -> count(a) - count(b))
        .toList();
  }

  private static int count(String template) {
    return (int) template.chars().filter(c -> c == '{').count();
  }

  private static String fragment(String pointer) {
    return pointer.replace("{", "%7B").replace("}", "%7D");
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
