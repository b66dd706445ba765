package dev.natter.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LingerTest {

  private static final long NANOS = 2_000_000;

  private final Linger linger = new Linger(NANOS, 0);

  @Test
  void aLaneThatWasIdleDoesNotLinger() {
    assertThat(linger.pays(0, 0)).isFalse();
    linger.done(10);
    assertThat(linger.pays(0, 10 + NANOS)).isFalse();
  }

  @Test
  void aBusyLaneLingersAsLongAsThatBringsMore() {
    for (int i = 0; i < 100; i++) {
      linger.done(i);
      assertThat(linger.pays(1, i + 1)).isTrue();
      linger.brought(3);
    }
  }

  @Test
  void whoWaitsForEachAnswerIsHardlyEverHeldUp() {
    int lingered = 0;
    for (int i = 0; i < 1_000; i++) {
      linger.done(i);
      if (linger.pays(0, i + 1)) {
        lingered++;
        linger.brought(0);
      }
    }
    assertThat(lingered).isLessThan(1_000 / Linger.MOST_HASTE + 10);
  }

  @Test
  void aLaneThatHasEnoughDoesNotLinger() {
    linger.done(0);
    assertThat(linger.pays(Linger.ENOUGH, 1)).isFalse();
    assertThat(linger.pays(Linger.ENOUGH - 1, 1)).isTrue();
  }

  @Test
  void noTimeIsNever() {
    Linger never = new Linger(0, 0);
    never.done(5);
    assertThat(never.pays(0, 5)).isFalse();
  }
}
