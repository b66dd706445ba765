package dev.natter.net;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path with parameters, as {@code /api/rooms/{room}/messages}. A parameter is one segment of the
 * path as it was sent, decoded after the path was cut: an encoded slash stays within it.
 */
record PathTemplate(List<String> segments) {

  static PathTemplate of(String path) {
    return new PathTemplate(List.of(path.split("/", -1)));
  }

  static boolean isTemplate(String path) {
    return path.contains("{");
  }

  /**
   * The parameters of a path that this template fits; no parameter is empty.
   *
   * @param rawPath not decoded
   */
  Optional<Map<String, String>> match(String rawPath) {
    String[] asked = rawPath.split("/", -1);
    if (asked.length != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < asked.length; i++) {
      String segment = segments.get(i);
      // A plus sign is itself in a path; only in a query it is a space.
      String value = QueryStringDecoder.decodeComponent(asked[i].replace("+", "%2B"));
      if (segment.startsWith("{")) {
        if (value.isEmpty()) {
          return Optional.empty();
        }
        parameters.put(segment.substring(1, segment.length() - 1), value);
      } else if (!segment.equals(value)) {
        return Optional.empty();
      }
    }
    return Optional.of(parameters);
  }
}
