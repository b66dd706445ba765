package dev.natter.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.natter.TestClient;
import dev.natter.TestServer;
import dev.natter.chat.MemoryMessageStore;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a message, a delivery and a join allocate in the server's own threads. The ceilings are
 * generous and hold on any machine; what is measured here stands in BENCHMARKS.md.
 */
@Timeout(120)
class AllocationIT {

  private static final int FEW = 2;
  private static final int MANY = 202;
  private static final int PER_SECOND = 200;

  private static final double MOST_BYTES_A_DELIVERY = 100;
  private static final double MOST_BYTES_A_MESSAGE = 40_000;

  private static final int SMALL_ROOM = 50;
  private static final int LARGE_ROOM = 800;
  private static final int JOINERS = 100;
  private static final int DEPARTURES = 50;
  private static final double MOST_TIMES = 3;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void aDeliveryAndAMessageAllocateLittle() throws Exception {
    double withFew = bytesPerMessage(FEW);
    double withMany = bytesPerMessage(MANY);
    double delivery = (withMany - withFew) / (MANY - FEW);

    System.out.printf("allocated: %.0f B a delivery, %.0f B a message%n", delivery, withFew);
    assertThat(delivery).isLessThan(MOST_BYTES_A_DELIVERY);
    assertThat(withFew).isLessThan(MOST_BYTES_A_MESSAGE);
  }

  @Test
  void joiningALargeRoomAllocatesNoMoreThanJoiningASmallOne() throws Exception {
    double small = bytesPerJoin(SMALL_ROOM);
    double large = bytesPerJoin(LARGE_ROOM);

    System.out.printf("allocated: %.0f B a join of few, %.0f B of many%n", small, large);
    // Told to each who is there, or copied with the list of them, it would be many times as much.
    assertThat(large).isLessThan(MOST_TIMES * small);
  }

  @Test
  void leavingALargeRoomAllocatesNoMoreThanLeavingASmallOne() throws Exception {
    double small = bytesPerDeparture(SMALL_ROOM);
    double large = bytesPerDeparture(LARGE_ROOM);

    System.out.printf("allocated: %.0f B a departure of few, %.0f B of many%n", small, large);
    assertThat(large).isLessThan(MOST_TIMES * small);
  }

  /** What it costs to send somebody out of a room that so many others hear, time and again. */
  private static double bytesPerDeparture(int present) throws Exception {
    try (TestServer server = TestServer.start(new MemoryMessageStore(Clock.systemUTC()));
        Bench there =
            new Bench(plan(server.port(), present * 2, 2), new ServerProbe(0), line -> {});
        TestClient owner = TestClient.connect(server.port(), Map.of("dialect", "natter"));
        TestClient guest = TestClient.connect(server.port(), Map.of("dialect", "natter"))) {
      owner.ask("room:create", new JSONObject().put("room", "bench-0").put("kind", "public"));
      there.connect();
      JSONObject whom = new JSONObject().put("room", "bench-0").put("user", guest.socket().id());
      sendOut(owner, guest, whom);
      long before = allocated();
      for (int i = 0; i < DEPARTURES; i++) {
        sendOut(owner, guest, whom);
      }
      return (allocated() - before) / (double) DEPARTURES;
    }
  }

  private static void sendOut(TestClient owner, TestClient guest, JSONObject whom) {
    assertThat(guest.ask("join", "bench-0").opt("ok")).isEqualTo(true);
    assertThat(owner.ask("room:kick", whom).opt("ok")).isEqualTo(true);
  }

  /** What it costs to connect and to join a room in which so many are already. */
  private static double bytesPerJoin(int present) throws Exception {
    try (TestServer server = TestServer.start(new MemoryMessageStore(Clock.systemUTC()));
        Bench there = new Bench(plan(server.port(), present, 1), new ServerProbe(0), line -> {});
        Bench coming = new Bench(plan(server.port(), JOINERS, 1), new ServerProbe(0), line -> {})) {
      there.connect();
      long before = allocated();
      coming.connect();
      return (allocated() - before) / (double) JOINERS;
    }
  }

  private static double bytesPerMessage(int listeners) throws Exception {
    try (TestServer server = TestServer.start(new MemoryMessageStore(Clock.systemUTC()));
        Bench bench =
            new Bench(plan(server.port(), listeners, 1), new ServerProbe(0), line -> {})) {
      bench.connect();
      // The first messages pay for code and classes.
      bench.run();
      long before = allocated();
      BenchResult result = bench.run();
      assertThat(result.missing()).isZero();
      return (allocated() - before) / (double) result.said();
    }
  }

  /** All that the server's threads have allocated so far, but not those of the load. */
  private static long allocated() {
    long[] ids =
        Arrays.stream(THREADS.dumpAllThreads(false, false))
            .filter(thread -> isTheServers(thread.getThreadName()))
            .mapToLong(ThreadInfo::getThreadId)
            .toArray();
    return Arrays.stream(THREADS.getThreadAllocatedBytes(ids)).filter(bytes -> bytes > 0).sum();
  }

  private static boolean isTheServers(String thread) {
    return thread.startsWith("natter-") && !thread.startsWith("natter-bench");
  }

  private static BenchPlan plan(int port, int listeners, int rooms) {
    return new BenchPlan(
        Scenario.FANOUT,
        URI.create("http://127.0.0.1:" + port),
        "/socket.io",
        "{\"dialect\":\"message\"}",
        listeners,
        rooms,
        "join",
        "message",
        "message",
        "%s",
        100,
        false,
        PER_SECOND,
        Duration.ZERO,
        Duration.ofSeconds(4),
        1);
  }
}
