package dev.natter.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogsTest {

  private static final String HOSTILE = "hello\r\n2026-01-01 INFO Fake: \u001b[2Jgone\u2028\u202e";

  private final Logger logger = new LoggerContext().getLogger("dev.natter.launch.Sample");

  private LoggingEvent event(String message, @Nullable Throwable fault) {
    return new LoggingEvent("", logger, Level.WARN, "{}", fault, new Object[] {message});
  }

  @Test
  void whatClientsSentCannotBeginALineOrSteerTheTerminal() {
    String line = new TextLayout().doLayout(event(HOSTILE, null));
    assertThat(line).endsWith("\n").contains("WARN  Sample: hello\\u000d\\u000a2026");
    assertThat(line.strip().lines()).hasSize(1);
    assertThat(line).doesNotContain("\u001b", "\u2028", "\u202e");
  }

  @Test
  void theMessageOfAFaultCannotEither() {
    Throwable fault = new IllegalStateException(HOSTILE, new RuntimeException(HOSTILE));
    String text = new TextLayout().doLayout(event("it failed", fault));
    assertThat(text).contains("IllegalStateException: hello", "caused by ");
    assertThat(text.lines()).noneMatch(line -> line.startsWith("2026-01-01"));
    assertThat(text).doesNotContain("\u001b");
  }

  @Test
  void aLogThatEndsHasWrittenEverythingAndLeavesItsStreamOpen() {
    AtomicBoolean closed = new AtomicBoolean();
    ByteArrayOutputStream stream =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            closed.set(true);
          }
        };
    for (int round = 1; round <= 2; round++) {
      Logs.start(LogFormat.TEXT, stream, Level.WARN);
      LoggerFactory.getLogger("io.netty.Sample").info("loud");
      LoggerFactory.getLogger(LogsTest.class).warn("round {}", round);
      Logs.stop();
      assertThat(stream.toString(UTF_8)).contains("round " + round).doesNotContain("loud");
    }
    assertThat(closed).isFalse();
  }

  @Test
  void aLongLineIsCut() {
    String line = new TextLayout().doLayout(event("x".repeat(1_000_000), null));
    assertThat(line.length()).isLessThan(10_000);
  }

  @Test
  void aJsonLineGivesEverythingBack() throws Exception {
    String line = new JsonLayout().doLayout(event(HOSTILE, new RuntimeException("why")));
    assertThat(line.strip().lines()).hasSize(1);
    JsonNode json = new ObjectMapper().readTree(line);
    assertThat(json.get("message").asText()).isEqualTo(HOSTILE);
    assertThat(json.get("level").asText()).isEqualTo("WARN");
    assertThat(json.get("logger").asText()).isEqualTo("dev.natter.launch.Sample");
    assertThat(json.get("fault").asText()).contains("RuntimeException: why");
  }
}
