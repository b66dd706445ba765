package dev.natter.launch;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/**
 * How many messages a second are acknowledged and how long an ack takes, against the packaged jar
 * in a process of its own, in a new folder: {@code AckBench [seconds [senders…]] [-- flags…]}. Each
 * sender has one connection and one message under way; all share a room in which nobody else
 * listens, so that each message is also told to all senders.
 */
public final class AckBench {

  private static final int WARM_UP_SECONDS = 10;
  private static final String BODY = "x".repeat(100);

  private AckBench() {}

  public static void main(String[] args) throws Exception {
    List<String> numbers = List.of(args);
    String[] flags = {};
    int dashes = numbers.indexOf("--");
    if (dashes >= 0) {
      flags = Arrays.copyOfRange(args, dashes + 1, args.length);
      numbers = numbers.subList(0, dashes);
    }
    int seconds = numbers.isEmpty() ? 10 : Integer.parseInt(numbers.get(0));
    List<String> senders =
        numbers.size() > 1 ? numbers.subList(1, numbers.size()) : List.of("1", "64");
    Path folder = Files.createTempDirectory("natter-bench");
    try (NatterProcess natter = NatterProcess.start(folder, flags)) {
      for (String count : senders) {
        run(natter.port(), Integer.parseInt(count), WARM_UP_SECONDS);
        System.out.println(run(natter.port(), Integer.parseInt(count), seconds));
      }
    }
  }

  private static String run(int port, int count, int seconds) throws Exception {
    AtomicBoolean going = new AtomicBoolean(true);
    CountDownLatch done = new CountDownLatch(count);
    List<Sender> all =
        IntStream.range(0, count).mapToObj(i -> new Sender(port, i, going, done)).toList();
    long start = System.nanoTime();
    for (Sender sender : all) {
      Thread thread = new Thread(sender, "sender");
      thread.setDaemon(true);
      thread.start();
    }
    TimeUnit.SECONDS.sleep(seconds);
    going.set(false);
    if (!done.await(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("some sender hangs");
    }
    double elapsed = (System.nanoTime() - start) / 1e9;
    long[] nanos = all.stream().flatMapToLong(s -> s.nanos.stream().mapToLong(n -> n)).toArray();
    Arrays.sort(nanos);
    return "%d senders: %.0f acked/s, p50 %.2f ms, p99 %.2f ms, max %.1f ms"
        .formatted(
            count,
            nanos.length / elapsed,
            nanos[nanos.length / 2] / 1e6,
            nanos[(int) (nanos.length * 0.99)] / 1e6,
            nanos[nanos.length - 1] / 1e6);
  }

  /** One connection that sends the next message when the last was acknowledged. */
  private static final class Sender implements Runnable {
    private final int port;
    private final int number;
    private final AtomicBoolean going;
    private final CountDownLatch done;
    private final List<Long> nanos = new ArrayList<>();

    Sender(int port, int number, AtomicBoolean going, CountDownLatch done) {
      this.port = port;
      this.number = number;
      this.going = going;
      this.done = done;
    }

    @Override
    public void run() {
      try (ChatClient client = ChatClient.connect(port, "bench", message -> {})) {
        while (going.get()) {
          long start = System.nanoTime();
          JsonNode ack = client.send(BODY, number + ":" + start).get(10, TimeUnit.SECONDS);
          if (!ChatClient.isOk(ack)) {
            throw new IllegalStateException("refused: " + ack);
          }
          nanos.add(System.nanoTime() - start);
        }
        done.countDown();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
