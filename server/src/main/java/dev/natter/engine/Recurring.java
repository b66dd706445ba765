package dev.natter.engine;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.ReadOnlyHttpHeaders;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What most handshakes bring alike – names of headers, hosts, browsers, whole queries – kept once
 * for all connections that bring it, since each keeps its handshake for life. Upstream copies it
 * for each. Bounded: what comes when the table is full is kept by its own connection.
 *
 * <p>Thread: any.
 */
final class Recurring {

  private static final int MAX_ENTRIES = 512;
  private static final int MAX_CHARS = 256;

  private final Map<String, String> texts = new ConcurrentHashMap<>();
  private final Map<String, Map<String, List<String>>> queries = new ConcurrentHashMap<>();

  /** The same text, the one that all share if it is no long one. */
  String text(CharSequence given) {
    String text = given.toString();
    return text.length() > MAX_CHARS ? text : shared(texts, text, text);
  }

  /** The same headers, which nobody changes any more. */
  HttpHeaders headers(HttpHeaders given) {
    CharSequence[] pairs = new CharSequence[given.size() * 2];
    Iterator<Map.Entry<CharSequence, CharSequence>> entries = given.iteratorCharSequence();
    for (int i = 0; i < pairs.length; i += 2) {
      Map.Entry<CharSequence, CharSequence> entry = entries.next();
      pairs[i] = text(entry.getKey());
      pairs[i + 1] = text(entry.getValue());
    }
    return new ReadOnlyHttpHeaders(false, pairs);
  }

  /** The same parameters of an address, which nobody changes any more. */
  Map<String, List<String>> query(String address, Map<String, List<String>> given) {
    if (address.length() > MAX_CHARS) {
      return given;
    }
    Map<String, List<String>> known = queries.get(address);
    if (known != null) {
      return known;
    }
    Map<String, List<String>> copy = new LinkedHashMap<>();
    given.forEach((name, values) -> copy.put(text(name), values.stream().map(this::text).toList()));
    return shared(queries, text(address), Collections.unmodifiableMap(copy));
  }

  private static <T> T shared(Map<String, T> table, String key, T value) {
    T known = table.get(key);
    if (known != null) {
      return known;
    }
    if (table.size() < MAX_ENTRIES) {
      T raced = table.putIfAbsent(key, value);
      return raced == null ? value : raced;
    }
    return value;
  }
}
