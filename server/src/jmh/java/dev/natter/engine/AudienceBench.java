package dev.natter.engine;

import com.corundumstudio.socketio.Configuration;
import dev.natter.bench.Bench;
import dev.natter.bench.BenchPlan;
import dev.natter.bench.Piece;
import dev.natter.bench.Scenario;
import dev.natter.bench.ServerProbe;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What it costs to come by each member of a room that is told something. */
@State(Scope.Thread)
public class AudienceBench extends Piece {

  private static final int MEMBERS = 1_000;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final EngineServer server = new EngineServer(configuration());
  private AutoCloseable crowd = () -> {};

  private static Configuration configuration() {
    Configuration configuration = new Configuration();
    configuration.setHostname("127.0.0.1");
    configuration.setPort(0);
    configuration.setWorkerThreads(1);
    return configuration;
  }

  /** Starts a server of one loop and lets the members connect. */
  @Setup(Level.Trial)
  public void open() throws Exception {
    server.start();
    Bench bench = new Bench(plan(server.port()), new ServerProbe(0), line -> {});
    bench.connect();
    crowd = bench;
  }

  private static BenchPlan plan(int port) {
    URI address = URI.create("http://127.0.0.1:" + port);
    return new BenchPlan(
        Scenario.IDLE,
        address,
        "/socket.io",
        "",
        MEMBERS,
        0,
        "join",
        "message",
        "message",
        "%s",
        BenchPlan.MIN_BYTES,
        false,
        0,
        Duration.ZERO,
        SECOND,
        1);
  }

  /** Ends both. */
  @TearDown(Level.Trial)
  public void close() throws Exception {
    crowd.close();
    server.stop();
  }

  /** Asks each member whether it is to be told, and tells none. */
  @Benchmark
  @OperationsPerInvocation(MEMBERS)
  public long visitEach() throws InterruptedException {
    CountDownLatch left = new CountDownLatch(MEMBERS);
    Predicate<Object> none =
        client -> {
          left.countDown();
          return true;
        };
    server.getBroadcastOperations().sendEvent("message", none::test, "x");
    left.await();
    return left.getCount();
  }
}
