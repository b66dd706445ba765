package dev.natter.launch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * What all clients of a crash test saw together: which body each sequence of a room stands for,
 * whoever said so.
 *
 * <p>Thread: any.
 */
final class CrashWitness {

  static final int NO_SERVER = 0;

  private static final int MAX_FAULTS = 20;

  private final Map<String, Map<Long, String>> acked = new ConcurrentHashMap<>();
  private final Map<String, Map<Long, String>> heard = new ConcurrentHashMap<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final AtomicInteger acks = new AtomicInteger();
  private volatile int port = NO_SERVER;

  /** Where the server is; {@link #NO_SERVER} while there is none. */
  int server() {
    return port;
  }

  void server(int port) {
    this.port = port;
  }

  int acks() {
    return acks.get();
  }

  /** A client's message was acknowledged. */
  void acked(String room, long sequence, String body) {
    note(acked, "acknowledged", room, sequence, body);
    acks.incrementAndGet();
  }

  /** A listener for one connection, which checks that nothing is left out or out of order. */
  Consumer<JsonNode> listener(String room) {
    AtomicLong last = new AtomicLong();
    return message -> {
      long sequence = message.get("sequence").asLong();
      long previous = last.getAndSet(sequence);
      if (previous != 0 && sequence != previous + 1) {
        fault("%s: heard %d after %d".formatted(room, sequence, previous));
      }
      note(heard, "heard", room, sequence, message.get("body").asText());
    };
  }

  private void note(
      Map<String, Map<Long, String>> where, String verb, String room, long sequence, String body) {
    String first =
        where.computeIfAbsent(room, name -> new ConcurrentHashMap<>()).putIfAbsent(sequence, body);
    if (first != null && !first.equals(body)) {
      fault("%s: %d was %s as %s and as %s".formatted(room, sequence, verb, first, body));
    }
  }

  void fault(String sentence) {
    if (faults.size() < MAX_FAULTS) {
      faults.add(sentence);
    }
  }

  Map<Long, String> acked(String room) {
    return acked.getOrDefault(room, Map.of());
  }

  Map<Long, String> heard(String room) {
    return heard.getOrDefault(room, Map.of());
  }

  List<String> faults() {
    return faults;
  }
}
