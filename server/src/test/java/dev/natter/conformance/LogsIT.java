package dev.natter.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * What clients do wrong fills no log: few lines, nothing of what they sent, no control characters.
 */
class LogsIT {
  private static final String MARK = "SECRET";
  private static final String NASTY = MARK + "\\u001b[31m\\n\\r" + MARK;
  private static final int ROUNDS = 40;

  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final Level before = root.getLevel();
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final List<Appender<ILoggingEvent>> others = new ArrayList<>();

  @BeforeEach
  void listen() {
    // The lines are looked at here alone; what runs later logs as before.
    root.iteratorForAppenders().forEachRemaining(others::add);
    others.forEach(Appender::stop);
    lines.start();
    root.addAppender(lines);
    root.setLevel(Level.INFO);
  }

  @AfterEach
  void listenAsBefore() {
    others.forEach(Appender::start);
    root.setLevel(before);
    root.detachAppender(lines);
  }

  @Test
  void hostileInputMakesFewLinesAndNoneTellsWhatItWas() {
    Target server = Target.with("--ping-interval", "25000");
    lines.list.clear();
    long start = System.nanoTime();
    for (int i = 0; i < ROUNDS; i++) {
      packets(server);
      requests(server);
      frames(server);
    }
    long seconds = (System.nanoTime() - start) / 1_000_000_000L;
    List<ILoggingEvent> told = List.copyOf(lines.list);
    // Two kinds of line, each once a second at most; the first second of each counts as well.
    assertThat(told).hasSizeLessThanOrEqualTo((int) (2 * (seconds + 2)));
    assertThat(told)
        .extracting(ILoggingEvent::getLoggerName)
        .allMatch(name -> name.endsWith(".ClientFaults") || name.endsWith(".ListenerFaults"));
    for (ILoggingEvent line : told) {
      assertThat(line.getFormattedMessage())
          .doesNotContain(MARK)
          .doesNotContainPattern("\\p{Cntrl}");
      if (!line.getLoggerName().endsWith("ListenerFaults")) {
        assertThat(line.getThrowableProxy()).isNull();
      }
    }
  }

  private static void packets(Target server) {
    String[] packets = {
      "4" + NASTY,
      "9" + MARK,
      "42[\"" + NASTY + "\",",
      "42[{\"" + NASTY + "\":1}]",
      "40/" + MARK + ",{\"token\":\"" + NASTY + "\"}",
      "42[\"bin\",\"" + NASTY + "\"]",
      "42[\"len\",{\"" + MARK + "\":1}]",
      "42[\"boom\",\"" + NASTY + "\"]",
      "42/" + MARK + ",[\"a\"]",
      "451-[\"bin\",\"" + NASTY + "\"]"
    };
    for (String packet : packets) {
      try (Wire wire = Way.V4_WEBSOCKET.open(server).connected()) {
        wire.send(packet);
      }
    }
  }

  private static void requests(Target server) {
    String[] requests = {
      "GET /" + MARK + "\u0001 HTTP/1.1\r\n\r\n",
      "GET /socket.io/?EIO=4&transport=" + MARK + "%0a HTTP/1.1\r\nHost: x\r\n\r\n",
      "GET /socket.io/?%%%" + MARK + " HTTP/1.1\r\nHost: x\r\n\r\n",
      "POST /socket.io/?EIO=4&transport=polling&sid=" + MARK + " HTTP/1.1\r\nX" + MARK + "\r\n\r\n",
      MARK + " " + MARK + "\r\n\r\n",
      "\u0016\u0003\u0001\u0002\u0000\u0001" + MARK
    };
    for (String request : requests) {
      try (RawHttp http = RawHttp.open(server)) {
        http.write(request);
      }
    }
  }

  private static void frames(Target server) {
    byte[] bad = (MARK + "\n").getBytes(StandardCharsets.UTF_8);
    for (int first : new int[] {0x83, 0xC1, 0x80, 0x09, 0x88}) {
      try (RawWebSocket socket =
          RawWebSocket.open(server, "/socket.io/?EIO=4&transport=websocket")) {
        socket.frame(first, bad);
      } catch (UncheckedIOException e) {
        // Cut off while writing is as good.
      }
    }
  }
}
