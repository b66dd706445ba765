package dev.natter.engine;

import java.util.HashMap;
import java.util.Map;

/**
 * Maps that mostly have one entry or none, of which every connection has some: up to one entry they
 * are immutable and take 32 bytes, where a hash map takes 100 and more.
 *
 * <p>Thread: whoever owns the map.
 */
final class Few {

  private Few() {}

  /** The map with one more entry, or another value; takes over the one that was given. */
  static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
    if (map.isEmpty() || (map.size() == 1 && map.containsKey(key))) {
      return Map.of(key, value);
    }
    Map<K, V> own = map instanceof HashMap<K, V> ? map : new HashMap<>(map);
    own.put(key, value);
    return own;
  }

  /** The map without an entry; takes over the one that was given. */
  static <K, V> Map<K, V> without(Map<K, V> map, K key) {
    if (map instanceof HashMap<K, V>) {
      map.remove(key);
      return map;
    }
    return map.containsKey(key) ? Map.of() : map;
  }
}
