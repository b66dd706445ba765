package dev.natter.conformance;

import dev.natter.engine.EchoServer;
import java.util.HashMap;
import java.util.Map;

/** EchoServers in this process. */
final class TestEcho {
  private TestEcho() {}

  /** Starts a server on a free port; flags and their values as on the command line. */
  static EchoServer start(String... flags) {
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < flags.length; i++) {
      boolean hasValue = i + 1 < flags.length && !flags[i + 1].startsWith("--");
      all.put(flags[i], hasValue ? flags[++i] : "true");
    }
    return EchoServer.start(all);
  }
}
