package dev.natter.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads natter.yaml: one line for each setting, named as its flag without the dashes. */
final class ConfigFile {

  /** The file that is read when none is named. */
  static final String NAME = "natter.yaml";

  /** The most bytes of a file that is taken for one of settings. */
  private static final long MAX_BYTES = 1 << 20;

  private static final ObjectMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private ConfigFile() {}

  static Map<Setting, Choice> read(Path file) throws UsageException {
    JsonNode root = parse(file);
    Map<Setting, Choice> found = new EnumMap<>(Setting.class);
    if (root.isMissingNode() || root.isNull()) {
      return found;
    }
    if (!root.isObject()) {
      throw refusal(file, "is not a list of settings: write one 'key: value' a line");
    }
    for (Map.Entry<String, JsonNode> line : root.properties()) {
      Setting setting = setting(file, line.getKey());
      if (!line.getValue().isNull()) {
        String origin = Line.of(file.getFileName() + ", " + setting.key());
        found.put(setting, new Choice(text(file, setting, line.getValue()), origin));
      }
    }
    return found;
  }

  private static JsonNode parse(Path file) throws UsageException {
    try {
      if (!Files.isRegularFile(file)) {
        throw refusal(file, "is not there");
      }
      if (Files.size(file) > MAX_BYTES) {
        throw refusal(file, "is larger than a file of settings can be (1 MiB)");
      }
      return YAML.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw refusal(file, "cannot be read as YAML" + place(e));
    } catch (IOException e) {
      throw refusal(file, "cannot be read: " + e.getMessage());
    }
  }

  private static String place(JsonProcessingException e) {
    String why = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
    return e.getLocation() == null
        ? ": " + why
        : " (line " + e.getLocation().getLineNr() + "): " + why;
  }

  private static Setting setting(Path file, String key) throws UsageException {
    List<String> known =
        Stream.of(Setting.values()).filter(Setting::belongsInFile).map(Setting::key).toList();
    return Setting.ofKey(key)
        .filter(Setting::belongsInFile)
        .orElseThrow(
            () ->
                refusal(
                    file,
                    "has a key '%s', which is not a setting; the nearest is '%s'"
                        .formatted(key, Nearest.to(key, known))));
  }

  private static String text(Path file, Setting setting, JsonNode value) throws UsageException {
    if (value.isValueNode()) {
      return value.asText();
    }
    if (setting == Setting.NAMESPACES && value.isObject()) {
      return namespaces(file, value);
    }
    List<String> items = new ArrayList<>();
    for (JsonNode item : value) {
      if (!item.isValueNode() || value.isObject()) {
        throw refusal(file, "gives '" + setting.key() + "' more than a value or a list of values");
      }
      items.add(item.asText());
    }
    return String.join(",", items);
  }

  /** A map of namespaces, each with what differs there, as {@link SpaceReader} reads it. */
  private static String namespaces(Path file, JsonNode map) throws UsageException {
    List<String> spaces = new ArrayList<>();
    for (Map.Entry<String, JsonNode> space : map.properties()) {
      List<String> rules = new ArrayList<>();
      for (Map.Entry<String, JsonNode> rule : space.getValue().properties()) {
        rules.add(rule.getKey() + "=" + rule(file, rule.getValue()));
      }
      spaces.add(space.getKey() + (rules.isEmpty() ? "" : "?" + String.join("&", rules)));
    }
    return String.join(",", spaces);
  }

  private static String rule(Path file, JsonNode value) throws UsageException {
    List<String> values = new ArrayList<>();
    for (JsonNode one : value.isArray() ? value : List.of(value)) {
      if (!one.isValueNode()) {
        throw refusal(file, "gives a namespace more than values and lists of values");
      }
      values.add(one.asText());
    }
    return String.join("+", values);
  }

  private static UsageException refusal(Path file, String sentence) {
    return new UsageException(Line.of("The file " + file.normalize() + " " + sentence + "."));
  }
}
