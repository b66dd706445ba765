package dev.natter.bench;

import java.net.URI;
import java.time.Duration;

/** Loads small enough for tests: 50 messages of 100 bytes a second, for a second. */
final class Plans {

  private Plans() {}

  /** A load on a server of this machine. */
  static BenchPlan plan(
      Scenario scenario, int port, int clients, int rooms, String event, boolean deflate) {
    return new BenchPlan(
        scenario,
        URI.create("http://127.0.0.1:" + port),
        "/socket.io",
        "",
        clients,
        rooms,
        "join",
        event,
        event,
        "%s",
        100,
        deflate,
        50,
        Duration.ZERO,
        Duration.ofSeconds(1),
        1);
  }
}
