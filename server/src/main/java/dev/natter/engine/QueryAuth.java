package dev.natter.engine;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a client of Socket.IO 2 says when it connects, which has no payload for it: the queries of
 * the handshake and of the namespace, as an object.
 */
final class QueryAuth {

  private static final Set<String> PROTOCOL = Set.of("EIO", "transport", "sid", "t", "j", "b64");

  private static final int MAX_PARAMETERS = 64;

  private QueryAuth() {}

  /**
   * @param namespaceQuery with its question mark; empty for none
   */
  static String of(Map<String, List<String>> handshake, String namespaceQuery) {
    Map<String, String> all = new LinkedHashMap<>();
    handshake.forEach(
        (name, values) -> {
          if (!PROTOCOL.contains(name)) {
            all.put(name, values.get(0));
          }
        });
    try {
      new QueryStringDecoder(namespaceQuery, StandardCharsets.UTF_8, true, MAX_PARAMETERS)
          .parameters()
          .forEach((name, values) -> all.put(name, values.get(0)));
    } catch (IllegalArgumentException e) {
      // What cannot be read was not said.
      ClientFaults.note(e);
    }
    StringBuilder json = new StringBuilder("{");
    all.forEach(
        (name, value) -> {
          json.append(json.length() == 1 ? "" : ",").append('"');
          JsonStringEncoder.getInstance().quoteAsString(name, json);
          json.append("\":\"");
          JsonStringEncoder.getInstance().quoteAsString(value, json);
          json.append('"');
        });
    return json.append('}').toString();
  }
}
