package dev.natter.engine;

import com.corundumstudio.socketio.AckRequest;
import com.corundumstudio.socketio.MultiTypeArgs;
import com.corundumstudio.socketio.listener.DataListener;
import com.corundumstudio.socketio.listener.MultiTypeEventListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of one event, each with the types that it wants. Upstream remembers one set of
 * types for all listeners of an event.
 *
 * <p>Thread: any.
 */
final class EventListeners {

  private final List<Entry> entries = new CopyOnWriteArrayList<>();

  private record Entry(DataListener<?> listener, List<Class<?>> types) {}

  /** A client's arguments are not of the types that a listener wants. */
  static final class Mismatch extends Exception {
    private static final long serialVersionUID = 1L;

    Mismatch(String sentence) {
      super(sentence, null, false, false);
    }
  }

  void add(DataListener<?> listener, List<Class<?>> types) {
    entries.add(new Entry(listener, types));
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  void call(EngineClient client, EventArguments arguments, AckRequest ack) throws Exception {
    for (Entry entry : entries) {
      Object value = value(entry, arguments);
      ((DataListener) entry.listener()).onData(client, value, ack);
    }
  }

  private static @Nullable Object value(Entry entry, EventArguments arguments) throws Mismatch {
    if (entry.listener() instanceof MultiTypeEventListener) {
      return new MultiTypeArgs(all(arguments, entry.types()));
    }
    Class<?> type = entry.types().get(0);
    if (type == EventArguments.class) {
      return arguments;
    }
    return arguments.size() == 0 || type == Void.class ? null : one(arguments, 0, type);
  }

  /** The arguments as the first listener wants them. */
  List<@Nullable Object> values(EventArguments arguments) throws Mismatch {
    List<Class<?>> types = entries.isEmpty() ? List.of() : entries.get(0).types();
    return all(arguments, types.contains(EventArguments.class) ? List.of() : types);
  }

  private static List<@Nullable Object> all(EventArguments arguments, List<Class<?>> types)
      throws Mismatch {
    List<@Nullable Object> values = new ArrayList<>(arguments.size());
    for (int i = 0; i < arguments.size(); i++) {
      values.add(one(arguments, i, i < types.size() ? types.get(i) : Object.class));
    }
    return values;
  }

  private static @Nullable Object one(EventArguments arguments, int index, Class<?> type)
      throws Mismatch {
    try {
      Class<?> wanted = type == Void.class ? Object.class : type;
      return arguments.value(index, wanted);
    } catch (IllegalArgumentException e) {
      throw new Mismatch("argument " + index + " is no " + type.getSimpleName());
    }
  }
}
