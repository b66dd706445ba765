package dev.natter.conformance;

import java.net.URI;
import org.junit.jupiter.api.Assumptions;

/**
 * The server under test: an EchoServer in this process, or one elsewhere when a system property
 * names its address ({@code natter.conformance.calm}, {@code .hasty}, {@code .engine}), so that a
 * case can be held against the reference implementation.
 */
record Target(String host, int port, boolean isReference) {
  private static final String REFERENCE = "natter.conformance.";

  /** Socket.IO with long heartbeats, for everything that is not about time. */
  static Target calm() {
    return Calm.TARGET;
  }

  /** Socket.IO that pings every 300 ms and waits 200 ms. */
  static Target hasty() {
    return Hasty.TARGET;
  }

  /** Engine.IO alone, echoing every message, with long heartbeats. */
  static Target engine() {
    return Engine.TARGET;
  }

  /** A server of this process with flags of its own; never the reference. */
  static Target with(String... flags) {
    Assumptions.assumeTrue(
        System.getProperty(REFERENCE + "calm") == null, "needs a server with flags of its own");
    return new Target("127.0.0.1", TestEcho.start(flags).port(), false);
  }

  /** Skips the case against the reference, which deviates from what is asked here. */
  void notOnReference(String why) {
    Assumptions.assumeFalse(isReference, why);
  }

  private static Target of(String name, String... flags) {
    String url = System.getProperty(REFERENCE + name, "");
    if (!url.isEmpty()) {
      URI uri = URI.create(url);
      return new Target(uri.getHost(), uri.getPort(), true);
    }
    if (System.getProperty(REFERENCE + "calm") != null) {
      return new Target("", 0, true);
    }
    return new Target("127.0.0.1", TestEcho.start(flags).port(), false);
  }

  private static final class Calm {
    static final Target TARGET = of("calm", "--ping-interval", "25000", "--ping-timeout", "20000");
  }

  private static final class Hasty {
    static final Target TARGET = of("hasty");
  }

  private static final class Engine {
    static final Target TARGET =
        of("engine", "--engine-only", "--ping-interval", "25000", "--ping-timeout", "20000");
  }
}
