package dev.natter.engine;

import com.corundumstudio.socketio.Configuration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The namespaces of a server, and the patterns by which more are made. Upstream makes its own kind
 * of namespace and knows no patterns.
 *
 * <p>Thread: any.
 */
final class Namespaces {

  private static final int MAX_NAME_CHARS = 256;
  private static final int MAX_DYNAMIC = 10_000;

  private final Configuration configuration;
  private final Map<String, EngineNamespace> byName = new ConcurrentHashMap<>();
  private final Map<String, EngineNamespace> dynamic = new ConcurrentHashMap<>();
  private final List<Rule> rules = new CopyOnWriteArrayList<>();

  private record Rule(Pattern names, Consumer<EngineNamespace> setUp) {}

  Namespaces(Configuration configuration) {
    this.configuration = configuration;
  }

  /** netty-socketio's name of the main namespace is empty; clients call it {@code /}. */
  private static String key(String name) {
    return name.equals("/") ? "" : name;
  }

  EngineNamespace add(String name) {
    return byName.computeIfAbsent(key(name), this::make);
  }

  void addPattern(Pattern names, Consumer<EngineNamespace> setUp) {
    rules.add(new Rule(names, setUp));
  }

  private EngineNamespace make(String name) {
    return new EngineNamespace(name, configuration, (EngineJson) configuration.getJsonSupport());
  }

  @Nullable EngineNamespace find(String name) {
    EngineNamespace known = byName.get(key(name));
    return known == null ? dynamic.get(key(name)) : known;
  }

  /** The namespace that a client asks for, made now if a pattern allows it. */
  @Nullable EngineNamespace joinable(String wireName) {
    EngineNamespace known = find(wireName);
    if (known != null || wireName.length() > MAX_NAME_CHARS || dynamic.size() >= MAX_DYNAMIC) {
      return known;
    }
    for (Rule rule : rules) {
      if (rule.names().matcher(wireName).matches()) {
        return dynamic.computeIfAbsent(wireName, name -> dynamic(name, rule));
      }
    }
    return null;
  }

  private EngineNamespace dynamic(String name, Rule rule) {
    EngineNamespace made = make(name);
    rule.setUp().accept(made);
    made.onEmpty(() -> dynamic.remove(name, made));
    return made;
  }

  @Nullable EngineNamespace remove(String name) {
    EngineNamespace removed = byName.remove(key(name));
    return removed == null ? dynamic.remove(key(name)) : removed;
  }

  Collection<EngineNamespace> all() {
    List<EngineNamespace> all = new ArrayList<>(byName.values());
    all.addAll(dynamic.values());
    return all;
  }
}
