package dev.natter.chat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The newest used values of something that can be had again.
 *
 * <p>Thread: any – guarded by its monitor.
 */
final class BoundedCache<K, V> {

  private final LinkedHashMap<K, V> values;

  BoundedCache(int max) {
    values =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > max;
          }
        };
  }

  synchronized Optional<V> get(K key) {
    @Nullable V value = values.get(key);
    return Optional.ofNullable(value);
  }

  synchronized void put(K key, V value) {
    values.put(key, value);
  }

  synchronized void remove(K key) {
    values.remove(key);
  }
}
