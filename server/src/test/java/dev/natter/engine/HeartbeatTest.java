package dev.natter.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

  private static final EngineOptions OPTIONS =
      EngineOptions.defaults()
          .withPingInterval(Duration.ofNanos(300))
          .withPingTimeout(Duration.ofNanos(200));

  @Test
  void serverPingsInVersion4AndWaitsForTheAnswer() {
    Heartbeat heartbeat = new Heartbeat(OPTIONS, false, 0);
    assertThat(heartbeat.isPingDue(299)).isFalse();
    assertThat(heartbeat.isPingDue(300)).isTrue();
    heartbeat.pinged(300);
    assertThat(heartbeat.isPingDue(600)).isFalse();
    assertThat(heartbeat.isOver(499)).isFalse();
    assertThat(heartbeat.isOver(500)).isTrue();
    heartbeat.answered(490);
    assertThat(heartbeat.isOver(500)).isFalse();
    assertThat(heartbeat.isPingDue(790)).isTrue();
  }

  @Test
  void otherTrafficExtendsTheAnswersTimeOnce() {
    Heartbeat heartbeat = new Heartbeat(OPTIONS, false, 0);
    heartbeat.pinged(300);
    heartbeat.heard(400);
    heartbeat.heard(550);
    assertThat(heartbeat.isOver(599)).isFalse();
    assertThat(heartbeat.isOver(600)).isTrue();
  }

  @Test
  void clientIsHeardFromInVersion3() {
    Heartbeat heartbeat = new Heartbeat(OPTIONS, true, 0);
    assertThat(heartbeat.isPingDue(10_000)).isFalse();
    assertThat(heartbeat.isOver(499)).isFalse();
    assertThat(heartbeat.isOver(500)).isTrue();
    heartbeat.heard(450);
    assertThat(heartbeat.isOver(949)).isFalse();
    assertThat(heartbeat.isOver(950)).isTrue();
  }
}
