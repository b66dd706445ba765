package dev.natter.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.util.ResourceLeakDetector;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Clients that come and vanish leave nothing behind. {@code -Dnatter.leak-cycles=100000} makes the
 * long run of it.
 */
class LeakIT {
  private static final int CYCLES = Integer.getInteger("natter.leak-cycles", 1500);

  /** Heap that may remain for what the runtime itself warms up. */
  private static final long ALLOWED_BYTES = 24L << 20;

  private final ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
  private final Logger detector = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
  private final ListAppender<ILoggingEvent> reports = new ListAppender<>();

  @BeforeEach
  void watchEveryBuffer() {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    reports.start();
    detector.addAppender(reports);
  }

  @AfterEach
  void watchAsBefore() {
    detector.detachAppender(reports);
    ResourceLeakDetector.setLevel(before);
  }

  @Test
  void clientsThatVanishAreForgotten() {
    Target server = Target.with();
    cycles(server, CYCLES / 5);
    long early = settledHeap(server);
    cycles(server, CYCLES);
    assertThat(settledHeap(server) - early).isLessThan(ALLOWED_BYTES);
    assertThat(List.copyOf(reports.list))
        .extracting(ILoggingEvent::getFormattedMessage)
        .noneMatch(report -> report.contains("Buf.release()"));
  }

  /** In turn: a reset, a half upgrade, a question left unanswered, an attachment never sent. */
  private static void cycles(Target server, int count) {
    for (int i = 0; i < count; i++) {
      switch (i % 4) {
        case 0 -> Way.V4_WEBSOCKET.open(server).connected().vanish();
        case 1 -> halfUpgrade(server);
        case 2 -> {
          Wire wire = Way.V3_WEBSOCKET.open(server).connected();
          wire.emit("[\"ask\",1]");
          wire.vanish();
        }
        default -> {
          Wire wire = Way.V4_WEBSOCKET.open(server).connected();
          wire.send("452-[\"bin\",{\"_placeholder\":true,\"num\":0}]");
          wire.sendBinary(new byte[100]);
          wire.vanish();
        }
      }
    }
  }

  private static void halfUpgrade(Target server) {
    try (PollingSession session = PollingSession.open(server, 4)) {
      RawWebSocket socket = RawWebSocket.open(server, session.url("websocket"));
      socket.text("2probe");
      socket.reset();
    }
  }

  /** The heap in use once nobody but the asker is counted any more. */
  private static long settledHeap(Target server) {
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> count(server) == 1);
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static int count(Target server) {
    try (Wire wire = Way.V4_WEBSOCKET.open(server).connected()) {
      wire.send("421[\"count-clients\",0]");
      return Json.parse(wire.nextText().substring(3)).path(0).asInt();
    }
  }
}
