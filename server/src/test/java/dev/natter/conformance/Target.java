package dev.natter.conformance;

import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * The server under test: an EchoServer in this process, or one elsewhere when a system property
 * names its address ({@code natter.conformance.calm}, {@code .hasty}, {@code .engine}), so that a
 * case can be held against the reference implementation.
 */
record Target(String host, int port, boolean isReference) {
  private static final String REFERENCE = "natter.conformance.";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ThreadLocal<@Nullable Elsewhere> ELSEWHERE = new ThreadLocal<>();

  /** What a thread's cases are held against instead of servers of this process. */
  record Elsewhere(Target calm, Supplier<Target> hasty, Duration patience) {}

  /** Socket.IO with long heartbeats, for everything that is not about time. */
  static Target calm() {
    Elsewhere other = ELSEWHERE.get();
    return other == null ? Calm.TARGET : other.calm();
  }

  /** Socket.IO that pings every 300 ms and waits 600 ms. */
  static Target hasty() {
    Elsewhere other = ELSEWHERE.get();
    return other == null ? Hasty.TARGET : other.hasty().get();
  }

  /** Engine.IO alone, echoing every message, with long heartbeats. */
  static Target engine() {
    return Engine.TARGET;
  }

  /** A server of this process with flags of its own; never the reference. */
  static Target with(String... flags) {
    Elsewhere other = ELSEWHERE.get();
    if (other != null) {
      return other.calm();
    }
    Assumptions.assumeTrue(
        System.getProperty(REFERENCE + "calm") == null, "needs a server with flags of its own");
    return new Target("127.0.0.1", TestEcho.start(flags).port(), false);
  }

  /** How long something that must come is waited for. */
  static Duration patience() {
    Elsewhere other = ELSEWHERE.get();
    return other == null ? PATIENCE : other.patience();
  }

  /**
   * Whether what every case meets on the servers elsewhere is passed over, so that each case fails
   * by its own defect: greetings before the CONNECT, and connections that are not kept alive.
   */
  static boolean isForgiving() {
    return ELSEWHERE.get() != null;
  }

  /** Holds what this thread does from now on against other servers; null ends that. */
  static void elsewhere(@Nullable Elsewhere servers) {
    ELSEWHERE.set(servers);
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
    static final Target TARGET = of("hasty", "--ping-timeout", "600");
  }

  private static final class Engine {
    static final Target TARGET =
        of("engine", "--engine-only", "--ping-interval", "25000", "--ping-timeout", "20000");
  }
}
