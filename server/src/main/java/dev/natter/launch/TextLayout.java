package dev.natter.launch;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.LayoutBase;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** A line of the log for people. What clients sent cannot begin a line or steer the terminal. */
final class TextLayout extends LayoutBase<ILoggingEvent> {

  /** The most causes of a fault that are told. */
  private static final int MAX_CAUSES = 10;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(160);
    TIME.formatTo(event.getInstant(), line);
    String level = event.getLevel().toString();
    line.append(' ').append(level).append(" ".repeat(Math.max(1, 6 - level.length())));
    line.append(shortName(event.getLoggerName())).append(": ");
    line.append(Line.of(event.getFormattedMessage())).append('\n');
    return line.append(trace(event.getThrowableProxy())).toString();
  }

  private static String shortName(String logger) {
    return logger.substring(logger.lastIndexOf('.') + 1);
  }

  /** The fault and its causes, the place of each line by line; empty for none. */
  static String trace(@Nullable IThrowableProxy fault) {
    StringBuilder trace = new StringBuilder();
    IThrowableProxy next = fault;
    for (int i = 0; next != null && i < MAX_CAUSES; i++) {
      trace.append(i == 0 ? "  " : "  caused by ").append(Line.of(next.getClassName()));
      String message = next.getMessage();
      if (message != null) {
        trace.append(": ").append(Line.of(message));
      }
      trace.append('\n');
      for (StackTraceElementProxy step : next.getStackTraceElementProxyArray()) {
        trace.append("    ").append(step).append('\n');
      }
      next = next.getCause();
    }
    return trace.toString();
  }
}
