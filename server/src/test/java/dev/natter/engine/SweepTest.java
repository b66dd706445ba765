package dev.natter.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweepTest {

  private static final long TURN = 1_000;

  private final Sweep sweep = new Sweep(TURN);
  private final List<String> done = new ArrayList<>();
  private long now;

  /** Due at a time, again and again by a period. */
  private final class Alarm implements Swept {
    private final String name;
    private final long period;
    private long due;
    private int asked;

    Alarm(String name, long due, long period) {
      this.name = name;
      this.due = due;
      this.period = period;
    }

    @Override
    public Runnable due(long nowNanos) {
      asked++;
      return nowNanos - due >= 0 ? this::ring : NOTHING;
    }

    private void ring() {
      done.add(name + " at " + now);
      due = now + period;
    }

    @Override
    public long nanosLeft(long nowNanos) {
      return due - nowNanos;
    }
  }

  private void turns(int count) {
    for (int i = 0; i < count; i++) {
      now += TURN;
      sweep.turn(now);
    }
  }

  @Test
  void whatIsDueLaterIsNotAskedBefore() {
    Alarm alarm = new Alarm("ping", 25 * TURN, 25 * TURN);
    sweep.watch(alarm);
    turns(24);
    assertThat(done).isEmpty();
    assertThat(alarm.asked).isEqualTo(1);
    turns(2);
    assertThat(done).hasSize(1);
  }

  @Test
  void nothingIsDoneLaterThanOneTurnAfterItIsDue() {
    Alarm alarm = new Alarm("a", 10 * TURN + 1, 10 * TURN + 1);
    sweep.watch(alarm);
    turns(100);
    assertThat(done).hasSize(9);
    assertThat(done.get(0)).isEqualTo("a at " + 11 * TURN);
  }

  @Test
  void deadlinesBeyondTheLastTurnAreMet() {
    sweep.watch(new Alarm("far", 200 * TURN, TURN * 1_000));
    turns(199);
    assertThat(done).isEmpty();
    turns(2);
    assertThat(done).hasSize(1);
  }

  @Test
  void whatIsWatchedAnewIsAskedInTheNextTurn() {
    Alarm alarm = new Alarm("soon", 50 * TURN, 50 * TURN);
    sweep.watch(alarm);
    turns(3);
    alarm.due = now + TURN;
    sweep.watch(alarm);
    turns(1);
    assertThat(done).hasSize(1);
  }

  @Test
  void whatIsForgottenIsNeverAskedAgain() {
    Alarm alarm = new Alarm("gone", 5 * TURN, TURN);
    sweep.watch(alarm);
    turns(2);
    sweep.forget(alarm);
    turns(200);
    assertThat(done).isEmpty();
    assertThat(alarm.asked).isEqualTo(1);
  }

  @Test
  void whatIsDoneMayForgetItselfAndWatchOthers() {
    Alarm later = new Alarm("later", 0, 1_000 * TURN);
    Swept once =
        new Swept() {
          @Override
          public Runnable due(long nowNanos) {
            return () -> {
              sweep.forget(this);
              sweep.watch(later);
              done.add("once");
            };
          }
        };
    sweep.watch(once);
    turns(5);
    assertThat(done).containsExactly("once", "later at " + 2 * TURN);
  }

  @Test
  void whoSaysNothingOfItsDeadlinesIsAskedInEachTurn() {
    int[] asked = {0};
    sweep.watch(
        now -> {
          asked[0]++;
          return Swept.NOTHING;
        });
    turns(130);
    assertThat(asked[0]).isEqualTo(130);
  }
}
