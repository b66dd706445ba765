package dev.natter.conformance;

import static dev.natter.conformance.EnginePollingIT.assertGone;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Engine.IO, "Heartbeat" (version 4) and "Timeouts" (version 3). */
class EngineHeartbeatIT {
  private static final Duration INTERVAL = Duration.ofMillis(300);
  private static final Duration TIMEOUT = Duration.ofMillis(600);

  private final Target server = Target.hasty();

  /** Pings as often, and waits for a client on a machine that is busy. */
  private final Target patient = Target.with("--ping-interval", "300", "--ping-timeout", "30000");

  private RawWebSocket open(int version) {
    return open(server, version);
  }

  private static RawWebSocket open(Target server, int version) {
    RawWebSocket socket =
        RawWebSocket.open(server, "/socket.io/?transport=websocket&EIO=" + version);
    assertThat(socket.next().text()).startsWith("0{");
    return socket;
  }

  @Test
  void serverPingsAfterTheInterval() {
    // From before the connection was there: a slow machine only makes it longer.
    long start = System.nanoTime();
    try (RawWebSocket socket = open(4)) {
      assertThat(socket.next().text()).isEqualTo("2");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(INTERVAL);
    }
  }

  @Test
  void serverPingsOverPollingToo() {
    try (PollingSession session = PollingSession.open(patient, 4)) {
      for (int i = 0; i < 3; i++) {
        assertThat(session.get().body()).isEqualTo("2");
        session.postText("3");
      }
    }
  }

  @Test
  void clientThatAnswersStaysConnected() {
    try (RawWebSocket socket = open(patient, 4)) {
      for (int i = 0; i < 5; i++) {
        assertThat(socket.next().text()).isEqualTo("2");
        socket.text("3");
      }
    }
  }

  @Test
  void webSocketThatDoesNotAnswerIsGivenTheWholeTimeAndClosed() {
    assertThat(lifeOfSilence(4)).isGreaterThanOrEqualTo(INTERVAL.plus(TIMEOUT));
  }

  @Test
  void pollingSessionThatDoesNotAnswerIsForgotten() {
    try (PollingSession session = PollingSession.open(server, 4)) {
      assertThat(session.get().body()).isEqualTo("2");
      assertGone(session);
    }
  }

  @Test
  void pollingSessionThatNeverComesBackIsForgotten() {
    try (PollingSession session = PollingSession.open(server, 4)) {
      assertGone(session);
    }
  }

  @Test
  void versionThreeClientPingsAndTheServerAnswers() throws Exception {
    try (RawWebSocket socket = open(patient, 3)) {
      assertThat(socket.next().text()).isEqualTo("40");
      assertThat(socket.next().text()).startsWith("42");
      for (int i = 0; i < 5; i++) {
        // Silence of the length that the client keeps between its pings.
        Thread.sleep(200);
        socket.text("2");
        assertThat(socket.next().text()).isEqualTo("3");
      }
    }
  }

  @Test
  void versionThreeClientIsNotPinged() {
    try (RawWebSocket socket = open(3)) {
      assertThat(socket.next().text()).isEqualTo("40");
      assertThat(socket.next().text()).startsWith("42");
      assertThat(socket.next().isClose()).isTrue();
    }
  }

  @Test
  void versionThreeClientThatFallsSilentIsClosedAfterIntervalAndTimeout() {
    assertThat(lifeOfSilence(3)).isGreaterThanOrEqualTo(INTERVAL.plus(TIMEOUT));
  }

  /** How long the server bears a client that says nothing; from before it was there. */
  private Duration lifeOfSilence(int version) {
    long start = System.nanoTime();
    try (RawWebSocket socket = open(version)) {
      assertThat(socket.endsWithin(Target.patience())).isTrue();
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Test
  void versionThreePollingSessionThatFallsSilentIsForgotten() {
    try (PollingSession session = PollingSession.open(server, 3)) {
      assertGone(session);
    }
  }
}
