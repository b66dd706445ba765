package dev.natter.engine;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.ReadOnlyHttpHeaders;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

/**
 * What most handshakes bring alike – names of headers, hosts, browsers, whole heads and queries –
 * kept once for all connections that bring it, since each keeps its handshake for life. Upstream
 * copies it for each. Bounded: what came last is remembered, in the place that its hash gives it.
 *
 * <p>Thread: any.
 */
final class Recurring {

  private static final int MAX_CHARS = 256;
  private static final int MAX_HEAD_CHARS = 1024;

  private final Memory<String, String> texts = new Memory<>();
  private final Memory<List<CharSequence>, HttpHeaders> heads = new Memory<>();
  private final Memory<String, Map<String, List<String>>> queries = new Memory<>();

  /** Remembers one thing for each place. */
  private static final class Memory<K, V> {
    private static final int PLACES = 512;

    private final AtomicReferenceArray<Map.Entry<K, V>> places = new AtomicReferenceArray<>(PLACES);

    /** What was remembered of an equal key; what is made, from now on, if there is none. */
    V shared(K key, Function<? super K, ? extends V> make) {
      int place = (key.hashCode() * 0x9E3779B9) >>> 23;
      Map.Entry<K, V> known = places.get(place);
      if (known != null && known.getKey().equals(key)) {
        return known.getValue();
      }
      V made = make.apply(key);
      places.set(place, Map.entry(key, made));
      return made;
    }
  }

  /** The same text, the one that all share if it is no long one. */
  String text(CharSequence given) {
    String text = given.toString();
    return text.length() > MAX_CHARS ? text : texts.shared(text, Function.identity());
  }

  /**
   * The same headers, which nobody changes any more: without the key of a WebSocket, which is
   * another for each and of use only once.
   */
  HttpHeaders headers(HttpHeaders given) {
    List<CharSequence> pairs = new ArrayList<>(given.size() * 2);
    Iterator<Map.Entry<CharSequence, CharSequence>> entries = given.iteratorCharSequence();
    int chars = 0;
    while (entries.hasNext()) {
      Map.Entry<CharSequence, CharSequence> entry = entries.next();
      if (!HttpHeaderNames.SEC_WEBSOCKET_KEY.contentEqualsIgnoreCase(entry.getKey())) {
        pairs.add(text(entry.getKey()));
        pairs.add(text(entry.getValue()));
        chars += entry.getKey().length() + entry.getValue().length();
      }
    }
    return chars > MAX_HEAD_CHARS ? head(pairs) : heads.shared(pairs, Recurring::head);
  }

  private static HttpHeaders head(List<CharSequence> pairs) {
    return new ReadOnlyHttpHeaders(false, pairs.toArray(CharSequence[]::new));
  }

  /** The same parameters of an address, which nobody changes any more. */
  Map<String, List<String>> query(String address, Map<String, List<String>> given) {
    return address.length() > MAX_CHARS
        ? copy(given)
        : queries.shared(text(address), key -> copy(given));
  }

  private Map<String, List<String>> copy(Map<String, List<String>> given) {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    given.forEach((name, values) -> copy.put(text(name), values.stream().map(this::text).toList()));
    return Collections.unmodifiableMap(copy);
  }
}
