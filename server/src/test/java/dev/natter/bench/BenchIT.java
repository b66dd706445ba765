package dev.natter.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.natter.TestServer;
import dev.natter.chat.MemoryMessageStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The load generator against a real server: it counts what was sent, and misses what is missing.
 */
class BenchIT {

  private final TestServer server = TestServer.start(new MemoryMessageStore(Clock.systemUTC()));

  @AfterEach
  void stop() {
    server.close();
  }

  private BenchPlan plan(Scenario scenario, int clients, int rooms, String event) {
    return Plans.plan(scenario, server.port(), clients, rooms, event, false);
  }

  private static BenchResult run(BenchPlan plan) throws Exception {
    long self = ProcessHandle.current().pid();
    try (Bench bench = new Bench(plan, new ServerProbe(self), line -> {})) {
      bench.connect();
      return bench.run();
    }
  }

  @ParameterizedTest
  @CsvSource({"FANOUT, 10, 1, 10", "ROOMS, 12, 4, 3", "ECHO, 5, 0, 1", "DURABLE, 6, 6, 1"})
  void everythingThatWasSaidIsHeardAsOftenAsItsListenersAre(
      Scenario scenario, int clients, int rooms, int each) throws Exception {
    BenchResult result =
        run(plan(scenario, clients, rooms, scenario == Scenario.ECHO ? "echo" : "message"));
    assertThat(result.said()).isBetween(25L, 51L);
    assertThat(result.heard()).isEqualTo(result.said() * each);
    assertThat(result.missing()).isZero();
    assertThat(result.refused()).isZero();
    assertThat(result.millis(99)).isPositive();
    assertThat(result.figures()).containsKeys("p99Millis", "perSecond", "heard", "said");
  }

  @Test
  void whatNobodyAnswersIsMissing() throws Exception {
    // An event without a listener in the room's vocabulary is told to nobody.
    BenchResult result = run(plan(Scenario.FANOUT, 3, 1, "no such event"));
    assertThat(result.heard()).isZero();
    assertThat(result.missing()).isEqualTo(result.said() * 3);
    assertThat(result.isWithin(1e9)).isFalse();
  }

  @Test
  void aSearchEndsAtTheHighestRateThatIsStillGood() throws Exception {
    BenchPlan plan = plan(Scenario.FANOUT, 2, 1, "message").atRate(2);
    List<String> lines = new ArrayList<>();
    try (Bench bench = new Bench(plan, new ServerProbe(0), lines::add)) {
      bench.connect();
      // Nothing is within a bound of nothing: down to one a second it is too much.
      BenchResult result = bench.search(0);
      assertThat(result.heard()).isPositive();
      assertThat(lines).anyMatch(line -> line.contains("too much"));
    }
  }

  @Test
  void aServerThatIsNotThereIsOneSentence() throws Exception {
    int closed;
    try (ServerSocket probe = new ServerSocket(0)) {
      closed = probe.getLocalPort();
    }
    BenchPlan away = Plans.plan(Scenario.IDLE, closed, 1, 0, "message", false);
    assertThatThrownBy(() -> run(away))
        .isInstanceOf(BenchException.class)
        .hasMessageStartingWith("A client could not connect: Connection refused")
        .hasMessageNotContaining("Exception");
  }

  /** A server that compresses, but only looking back at what it sent before. */
  @Test
  void aServerThatDoesNotForgetItsWindowIsOneSentence() throws Exception {
    try (ServerSocket stubborn = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread answering = new Thread(() -> agree(stubborn), "stubborn server");
      answering.start();
      BenchPlan plan = Plans.plan(Scenario.ECHO, stubborn.getLocalPort(), 1, 0, "echo", true);
      assertThatThrownBy(() -> run(plan))
          .isInstanceOf(BenchException.class)
          .hasMessage(
              "A client could not connect: the server does not agree to compress each message on"
                  + " its own (server_no_context_takeover)");
      answering.join();
    }
  }

  private static void agree(ServerSocket listener) {
    try (Socket socket = listener.accept();
        BufferedReader in =
            new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
      while (!in.readLine().isEmpty()) {}
      socket
          .getOutputStream()
          .write(
              """
              HTTP/1.1 101 Switching Protocols\r
              Upgrade: websocket\r
              Connection: Upgrade\r
              Sec-WebSocket-Accept: whatever\r
              Sec-WebSocket-Extensions: permessage-deflate\r
              \r
              """
                  .getBytes(UTF_8));
      // Until the client hangs up.
      while (in.read() >= 0) {}
    } catch (IOException e) {
      // The client has hung up.
    }
  }

  @Test
  void aPlanSaysWhatIsWrongWithIt() {
    assertThatThrownBy(() -> plan(Scenario.ROOMS, 5, 6, "message"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rooms is 0 to 5");
  }
}
