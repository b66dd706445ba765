package dev.natter.engine;

import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one thread wants event loops to do while it runs something: each loop is given all of its
 * tasks at the end, as one. Given one by one, the first would wake the loop, which would mostly
 * have done it and be asleep again when the second came.
 *
 * <p>Thread: the one that gathers.
 */
final class Gathering {

  private static final FastThreadLocal<@Nullable Gathering> CURRENT = new FastThreadLocal<>();

  private final Map<EngineLoop, List<Runnable>> tasks = new LinkedHashMap<>(4);

  private Gathering() {}

  /** Runs something, and then gives the loops what it wanted of them. */
  static void run(Runnable sending) {
    if (CURRENT.get() != null) {
      sending.run();
      return;
    }
    Gathering gathering = new Gathering();
    CURRENT.set(gathering);
    try {
      sending.run();
    } finally {
      CURRENT.remove();
      gathering.tasks.forEach(EngineLoop::run);
    }
  }

  /** Keeps a task for later; false if the calling thread does not gather. */
  static boolean take(EngineLoop loop, Runnable task) {
    Gathering gathering = CURRENT.get();
    if (gathering == null) {
      return false;
    }
    gathering.tasks.computeIfAbsent(loop, key -> new ArrayList<>()).add(task);
    return true;
  }
}
