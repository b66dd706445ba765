package dev.natter.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.natter.engine.EchoServer;
import io.netty.util.ResourceLeakDetector;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Clients that come and vanish leave nothing behind: no connection, session, namespace's client,
 * room, timer, awaited answer or buffer. {@code -Dnatter.leak-cycles=100000} makes the long run of
 * it, which tells what it holds as it goes on.
 */
class LeakIT {
  private static final int CYCLES = Integer.getInteger("natter.leak-cycles", 1500);
  private static final boolean LONG = CYCLES > 10_000;
  private static final int PARTS = LONG ? 10 : 1;
  private static final Logger LOG = (Logger) LoggerFactory.getLogger(LeakIT.class);

  /** Heap that may remain for what the runtime itself warms up. */
  private static final long ALLOWED_BYTES = 24L << 20;

  /** Pooled memory that may be added: threads that had no arena yet take one. */
  private static final long ALLOWED_POOLED_BYTES = 16L << 20;

  /** Objects of one class that a thread may still hold on to in its last turn. */
  private static final int SLACK = 5;

  private final ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
  private final Logger detector = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
  private final ListAppender<ILoggingEvent> reports = new ListAppender<>();

  @BeforeEach
  void watchEveryBuffer() {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    reports.start();
    detector.addAppender(reports);
    LOG.setLevel(LONG ? Level.INFO : Level.WARN);
  }

  @AfterEach
  void watchAsBefore() {
    detector.detachAppender(reports);
    ResourceLeakDetector.setLevel(before);
  }

  @Test
  void clientsThatVanishAreForgotten() {
    try (EchoServer echo = TestEcho.start("--ping-interval", "1000", "--ping-timeout", "1500")) {
      Target server = new Target("127.0.0.1", echo.port(), false);
      cycles(server, CYCLES / 5);
      Remains early = settled(echo);
      Remains late = early;
      LOG.info("after {} cycles: {}", CYCLES / 5, early);
      for (int part = 1; part <= PARTS; part++) {
        cycles(server, CYCLES / PARTS);
        late = settled(echo);
        LOG.info("after {} more: {}", part * (CYCLES / PARTS), late);
      }
      assertThat(late.objectsBeyond(early, SLACK)).isEmpty();
      assertThat(late.heapBytes() - early.heapBytes()).isLessThan(ALLOWED_BYTES);
      assertThat(late.directBytes() - early.directBytes()).isLessThan(ALLOWED_POOLED_BYTES);
    }
    assertThat(List.copyOf(reports.list))
        .extracting(ILoggingEvent::getFormattedMessage)
        .noneMatch(report -> report.contains("Buf.release()"));
  }

  /** What remains when the server knows of no connection any more. */
  private static Remains settled(EchoServer echo) {
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> echo.connections() == 0);
    assertThat(echo.server().getAllClients()).isEmpty();
    assertThat(echo.server().addNamespace("/").getRooms()).isEmpty();
    return Remains.now();
  }

  private static void cycles(Target server, int count) {
    for (int i = 0; i < count; i++) {
      switch (i % 6) {
        case 0 -> member(server);
        case 1 -> halfUpgrade(server);
        case 2 -> silentOnQuestions(server, Way.V3_WEBSOCKET);
        case 3 -> halfMessage(server);
        case 4 -> silentOnQuestions(server, Way.V4_WEBSOCKET);
        default -> halfRequest(server);
      }
    }
  }

  /** A member of rooms and namespaces is gone without a word. */
  private static void member(Target server) {
    Wire wire = Way.V4_WEBSOCKET.open(server).connected();
    wire.emit("[\"join\",\"a\"]");
    wire.connected("/custom");
    wire.send("42/custom,[\"join\",\"b\"]");
    wire.vanish();
  }

  private static void halfUpgrade(Target server) {
    PollingSession session = PollingSession.open(server, 4);
    RawWebSocket socket = RawWebSocket.open(server, session.url("websocket"));
    socket.text("2probe");
    socket.reset();
    session.reset();
  }

  /** Answers are awaited, one of them by a timer. */
  private static void silentOnQuestions(Target server, Way way) {
    Wire wire = way.open(server).connected();
    wire.emit("[\"ask\",1]");
    wire.emit("[\"ask-timeout\",1]");
    wire.nextText();
    wire.vanish();
  }

  /** An attachment never comes, nor the rest of a fragment. */
  private static void halfMessage(Target server) {
    RawWebSocket socket = RawWebSocket.open(server, "/socket.io/?EIO=4&transport=websocket");
    socket.text("40");
    socket.text("452-[\"bin\",{\"_placeholder\":true,\"num\":0}]");
    socket.binary(new byte[100]);
    socket.frame(RawWebSocket.BINARY, new byte[300]);
    socket.raw(new byte[] {0, (byte) 0xFE, 1, 0, 1, 2, 3, 4, 5});
    socket.reset();
  }

  /** A poll waits and a POST has begun. */
  private static void halfRequest(Target server) {
    PollingSession session = PollingSession.open(server, 4);
    RawHttp poll = RawHttp.open(server);
    poll.send("GET", session.url(), new byte[0]);
    RawHttp post = RawHttp.open(server);
    post.write("POST " + session.url() + " HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n42");
    poll.reset();
    post.reset();
    session.reset();
  }
}
