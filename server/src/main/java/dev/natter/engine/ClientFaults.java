package dev.natter.engine;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of clients' faults: at most one line a second for all of them, without what the client
 * sent. Upstream logs each with a stack trace and the whole content.
 *
 * <p>Thread: any.
 */
final class ClientFaults {

  private static final Logger LOG = LoggerFactory.getLogger(ClientFaults.class);
  private static final int MAX_CHARS = 200;
  private static final Sampling SAMPLING = new Sampling();

  private ClientFaults() {}

  static void note(Throwable fault) {
    long untold = SAMPLING.pass();
    if (untold == Sampling.UNTOLD) {
      return;
    }
    LOG.info(
        "A client was cut off: {} {} ({} more before it)",
        fault.getClass().getSimpleName(),
        quoted(String.valueOf(fault.getMessage())),
        untold);
  }

  private static String quoted(String text) {
    StringBuilder safe = new StringBuilder("\"");
    for (int i = 0; i < text.length() && i < MAX_CHARS; i++) {
      char c = text.charAt(i);
      safe.append(c < ' ' || c > '~' ? '?' : c);
    }
    return safe.append('"').toString();
  }
}
