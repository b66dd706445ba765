package dev.natter.conformance;

import static dev.natter.conformance.EnginePollingIT.assertGone;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Engine.IO, "Heartbeat" (version 4) and "Timeouts" (version 3). */
class EngineHeartbeatIT {
  private final Target server = Target.hasty();

  private RawWebSocket open(int version) {
    RawWebSocket socket =
        RawWebSocket.open(server, "/socket.io/?transport=websocket&EIO=" + version);
    assertThat(socket.next().text()).startsWith("0{");
    return socket;
  }

  @Test
  void serverPingsAfterTheInterval() {
    try (RawWebSocket socket = open(4)) {
      long start = System.nanoTime();
      assertThat(socket.next().text()).isEqualTo("2");
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(200), Duration.ofMillis(600));
    }
  }

  @Test
  void serverPingsOverPollingToo() {
    try (PollingSession session = PollingSession.open(server, 4)) {
      for (int i = 0; i < 3; i++) {
        assertThat(session.get().body()).isEqualTo("2");
        session.postText("3");
      }
    }
  }

  @Test
  void clientThatAnswersStaysConnected() {
    try (RawWebSocket socket = open(4)) {
      for (int i = 0; i < 5; i++) {
        assertThat(socket.next().text()).isEqualTo("2");
        socket.text("3");
      }
    }
  }

  @Test
  void webSocketThatDoesNotAnswerIsClosed() {
    try (RawWebSocket socket = open(4)) {
      assertThat(socket.endsWithin(Duration.ofMillis(1500))).isTrue();
    }
  }

  @Test
  void webSocketThatDoesNotAnswerIsGivenTheWholeTime() {
    try (RawWebSocket socket = open(4)) {
      assertThat(socket.endsWithin(Duration.ofMillis(430))).isFalse();
    }
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
    try (RawWebSocket socket = open(3)) {
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
    try (RawWebSocket socket = open(3)) {
      assertThat(socket.endsWithin(Duration.ofMillis(400))).isFalse();
      assertThat(socket.endsWithin(Duration.ofMillis(1200))).isTrue();
    }
  }

  @Test
  void versionThreePollingSessionThatFallsSilentIsForgotten() {
    try (PollingSession session = PollingSession.open(server, 3)) {
      assertGone(session);
    }
  }
}
