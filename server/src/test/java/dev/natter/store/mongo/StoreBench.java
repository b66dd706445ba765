package dev.natter.store.mongo;

import com.sun.management.OperatingSystemMXBean;
import dev.natter.chat.Caller;
import dev.natter.chat.ChatLimits;
import dev.natter.chat.Draft;
import dev.natter.chat.HistoryQuery;
import dev.natter.chat.IdempotencyKey;
import dev.natter.chat.MessageBody;
import dev.natter.chat.MessageStore;
import dev.natter.chat.Messages;
import dev.natter.chat.RoomId;
import dev.natter.chat.Rooms;
import dev.natter.chat.SendResult;
import dev.natter.chat.Sender;
import dev.natter.chat.SessionId;
import dev.natter.chat.UserId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Acknowledged messages per second and their latency on the embedded store, in a closed loop: every
 * sender sends its next message when its last one was answered, through the lanes as a door does.
 *
 * <p>Arguments: folder, senders, fsync (true|false), keys (true|false), seconds, and if need be the
 * number of rooms and messages a second, which are then sent whether the last ones were answered or
 * not.
 */
final class StoreBench {
  private static final int WARM_UP_SECONDS = 3;
  private static final String ROOMS = "16";
  private static final long PACE_NANOS = 500_000;
  private static final int MAX_SAMPLES = 4_000_000;
  private static final String BODY = "\"" + "x".repeat(100) + "\"";

  private final int senders;
  private final boolean keys;
  private final int rooms;
  private final int rate;
  private final LongAdder batches = new LongAdder();
  private final long[] nanos = new long[MAX_SAMPLES];
  private final AtomicInteger samples = new AtomicInteger();
  private final LongAdder refused = new LongAdder();
  private final AtomicBoolean measuring = new AtomicBoolean();
  private final AtomicBoolean running = new AtomicBoolean(true);

  private StoreBench(int senders, boolean keys, int rooms, int rate) {
    this.senders = senders;
    this.keys = keys;
    this.rooms = rooms;
    this.rate = rate;
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    int senders = Integer.parseInt(arguments[1]);
    boolean fsync = Boolean.parseBoolean(arguments[2]);
    boolean keys = Boolean.parseBoolean(arguments[3]);
    int seconds = Integer.parseInt(arguments[4]);
    int rooms = Integer.parseInt(arguments.length > 5 ? arguments[5] : ROOMS);
    int rate = arguments.length > 6 ? Integer.parseInt(arguments[6]) : 0;
    delete(folder);
    new StoreBench(senders, keys, rooms, rate).run(folder, fsync, seconds);
    delete(folder);
  }

  private void run(Path folder, boolean fsync, int seconds) throws Exception {
    try (EmbeddedMongo mongo = EmbeddedMongo.open(folder, fsync);
        MongoConnection connection = MongoConnection.embedded(mongo);
        MongoMessageStore store = MongoMessageStore.open(connection, Clock.systemUTC())) {
      Messages messages =
          new Messages(
              counting(store),
              new Rooms(),
              posted -> {},
              ChatLimits.defaults(),
              System::nanoTime,
              Throwable::printStackTrace);
      start(messages);
      Thread.sleep(Duration.ofSeconds(WARM_UP_SECONDS).toMillis());
      measuring.set(true);
      long cpu = cpuNanos();
      Thread.sleep(Duration.ofSeconds(seconds).toMillis());
      measuring.set(false);
      report(fsync, seconds, cpuNanos() - cpu);
      history(store);
      running.set(false);
      messages.close(Duration.ofSeconds(5));
    }
  }

  /** The same store, with its batches counted. */
  private MessageStore counting(MessageStore store) {
    return (MessageStore)
        Proxy.newProxyInstance(
            MessageStore.class.getClassLoader(),
            new Class<?>[] {MessageStore.class},
            (proxy, method, arguments) -> {
              if (measuring.get() && method.getName().equals("append")) {
                batches.increment();
              }
              return method.invoke(store, arguments);
            });
  }

  private void start(Messages messages) {
    if (rate > 0) {
      Thread pace = new Thread(() -> pace(messages), "pace");
      pace.setDaemon(true);
      pace.start();
      return;
    }
    for (int sender = 0; sender < senders; sender++) {
      send(messages, sender, 0);
    }
  }

  /** Sends what is due, each from the next sender. */
  private void pace(Messages messages) {
    long start = System.nanoTime();
    for (long sent = 0; running.get(); LockSupport.parkNanos(PACE_NANOS)) {
      long due = (System.nanoTime() - start) * rate / Duration.ofSeconds(1).toNanos();
      for (; sent < due; sent++) {
        send(messages, (int) (sent % senders), (int) (sent / senders));
      }
    }
  }

  /** What this process has taken of the processors, all threads together. */
  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private void send(Messages messages, int sender, int number) {
    if (!running.get()) {
      return;
    }
    String id = "guest:" + sender;
    IdempotencyKey key = keys ? new IdempotencyKey(id + ":" + number) : IdempotencyKey.NONE;
    Draft draft =
        new Draft(
            new RoomId("/", "room " + sender % rooms),
            new Sender(new UserId(id), "Guest"),
            new MessageBody(BODY),
            key,
            new SessionId(id));
    long start = System.nanoTime();
    var unused =
        messages
            .send(Caller.guest(draft.sender(), draft.origin(), ""), draft)
            .whenCompleteAsync(
                (result, fault) -> {
                  note(start, result);
                  if (rate == 0) {
                    send(messages, sender, number + 1);
                  }
                },
                Runnable::run);
  }

  private void note(long start, SendResult result) {
    if (!measuring.get()) {
      return;
    }
    if (!(result instanceof SendResult.Accepted)) {
      refused.increment();
      return;
    }
    int sample = samples.getAndIncrement();
    if (sample < MAX_SAMPLES) {
      nanos[sample] = System.nanoTime() - start;
    }
  }

  private void report(boolean fsync, int seconds, long cpuNanos) {
    int count = Math.min(samples.get(), MAX_SAMPLES);
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    System.out.printf(
        Locale.ROOT,
        "senders %d, fsync %b, keys %b: %,d/s; p50 %.2f ms, p99 %.2f ms, max %.1f ms; "
            + "CPU %.0f µs each; %.1f a batch; refused %d%n",
        senders,
        fsync,
        keys,
        count / seconds,
        sorted[count / 2] / 1e6,
        sorted[(int) (count * 0.99)] / 1e6,
        sorted[count - 1] / 1e6,
        cpuNanos / 1e3 / count,
        (double) count / batches.sum(),
        refused.sum());
  }

  private void history(MongoMessageStore store) throws Exception {
    int pages = 2_000;
    long[] nanos = new long[pages];
    for (int page = 0; page < pages; page++) {
      RoomId room = new RoomId("/", "room " + page % rooms);
      long start = System.nanoTime();
      store.history(new HistoryQuery(room, HistoryQuery.NO_BOUND, Long.MAX_VALUE, 50));
      nanos[page] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "  history page of 50 beside them: p50 %.2f ms, p99 %.2f ms%n",
        nanos[pages / 2] / 1e6,
        nanos[(int) (pages * 0.99)] / 1e6);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      paths
          .sorted(Comparator.reverseOrder())
          .forEach(
              path -> {
                try {
                  Files.delete(path);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
