package dev.natter.engine;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of faults in the application's own listeners. */
final class ListenerFaults {

  private static final Logger LOG = LoggerFactory.getLogger(ListenerFaults.class);

  private ListenerFaults() {}

  static void tell(String where, Throwable fault) {
    LOG.error("A listener failed: {}", where, fault);
  }
}
