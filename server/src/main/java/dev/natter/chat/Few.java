package dev.natter.chat;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Sets and maps that mostly have one entry or none, of which everybody who is there has several: up
 * to one entry they are immutable and take 32 bytes, where a hash table takes 100 and more. A set
 * keeps the order in which it was filled.
 *
 * <p>Thread: whoever owns the collection.
 */
public final class Few {

  private Few() {}

  /** The set with one more element; takes over the one that was given. */
  public static <E> Set<E> with(Set<E> set, E element) {
    if (set.isEmpty()) {
      return Set.of(element);
    }
    if (set.contains(element)) {
      return set;
    }
    Set<E> own = set instanceof LinkedHashSet<E> ? set : new LinkedHashSet<>(set);
    own.add(element);
    return own;
  }

  /** The set without an element; takes over the one that was given. */
  public static <E> Set<E> without(Set<E> set, E element) {
    if (set instanceof LinkedHashSet<E>) {
      set.remove(element);
      return set;
    }
    return set.contains(element) ? Set.of() : set;
  }

  /** The map with one more entry, or another value; takes over the one that was given. */
  public static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
    if (map.isEmpty() || (map.size() == 1 && map.containsKey(key))) {
      return Map.of(key, value);
    }
    Map<K, V> own = map instanceof HashMap<K, V> ? map : new HashMap<>(map);
    own.put(key, value);
    return own;
  }

  /** The map without an entry; takes over the one that was given. */
  public static <K, V> Map<K, V> without(Map<K, V> map, K key) {
    if (map instanceof HashMap<K, V>) {
      map.remove(key);
      return map;
    }
    return map.containsKey(key) ? Map.of() : map;
  }
}
