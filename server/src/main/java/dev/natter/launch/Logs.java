package dev.natter.launch;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * The log of the process. Lines are written by a thread of its own, so that a terminal that nobody
 * reads holds up no event loop; beyond {@value #MAX_WAITING} lines that wait, further ones are
 * dropped. A log that ends leaves its stream open: the sentence of a command that failed is still
 * to come.
 */
final class Logs {

  private static final int MAX_WAITING = 8_192;
  private static final int MAX_FLUSH_MILLIS = 1_000;

  /** Libraries that tell at length what we say in a sentence of our own. */
  private static final List<String> TALKATIVE =
      List.of("org.mongodb.driver", "com.corundumstudio", "io.netty", "de.bwaldvogel");

  private Logs() {}

  /** Writes all logs to {@code stream} from now on. */
  static void start(LogFormat format, OutputStream stream) {
    start(format, stream, Level.INFO);
  }

  /** Writes what is of that level at least. */
  static void start(LogFormat format, OutputStream stream, Level level) {
    LoggerContext context = context();
    context.reset();
    context.start();
    LayoutBase<ILoggingEvent> layout =
        format == LogFormat.JSON ? new JsonLayout() : new TextLayout();
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setLayout(layout);
    encoder.start();
    OutputStreamAppender<ILoggingEvent> writer = new OpenStreamAppender();
    writer.setContext(context);
    writer.setEncoder(encoder);
    writer.setOutputStream(stream);
    writer.start();
    AsyncAppender queue = new AsyncAppender();
    queue.setContext(context);
    queue.setQueueSize(MAX_WAITING);
    queue.setDiscardingThreshold(0);
    queue.setNeverBlock(true);
    queue.setMaxFlushTime(MAX_FLUSH_MILLIS);
    queue.addAppender(writer);
    queue.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(level);
    root.addAppender(queue);
    TALKATIVE.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
  }

  /** Writes what waits and ends the log. */
  static void stop() {
    context().stop();
  }

  private static LoggerContext context() {
    return (LoggerContext) LoggerFactory.getILoggerFactory();
  }

  private static final class OpenStreamAppender extends OutputStreamAppender<ILoggingEvent> {

    @Override
    protected void closeOutputStream() {}
  }
}
