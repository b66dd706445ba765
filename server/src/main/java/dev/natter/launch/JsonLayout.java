package dev.natter.launch;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** A line of the log for programs: {@code at}, {@code level}, {@code logger}, {@code message}… */
final class JsonLayout extends LayoutBase<ILoggingEvent> {

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(200);
    add(line, "at", event.getInstant().toString());
    add(line, "level", event.getLevel().toString());
    add(line, "logger", event.getLoggerName());
    add(line, "thread", event.getThreadName());
    add(line, "message", String.valueOf(event.getFormattedMessage()));
    if (event.getThrowableProxy() != null) {
      add(line, "fault", TextLayout.trace(event.getThrowableProxy()));
    }
    return line.append("}\n").toString();
  }

  private static void add(StringBuilder line, String name, String value) {
    line.append(line.isEmpty() ? '{' : ',').append('"').append(name).append("\":\"");
    JsonStringEncoder.getInstance().quoteAsString(value, line);
    line.append('"');
  }
}
