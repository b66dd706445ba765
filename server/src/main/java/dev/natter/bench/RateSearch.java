package dev.natter.bench;

import java.util.OptionalInt;

/**
 * Looks for the highest rate that is good: from a first one it doubles or halves until the answer
 * changes, and then halves the interval. A machine that does something else for a moment fails any
 * rate once, so that a rate is too much only when it is so twice.
 *
 * <p>Thread: the caller's.
 */
final class RateSearch {

  /** A search ends when the step is smaller than this share of the rate. */
  private static final double STEP_SHARE = 0.05;

  private static final int TRIES = 2;

  /** Tries one rate. */
  interface Trial {
    boolean isGood(int rate) throws BenchException, InterruptedException;
  }

  private RateSearch() {}

  /**
   * The highest rate that was good.
   *
   * @param first where it begins, at least 1
   * @param most above this it does not look
   * @return empty if not even a rate of 1 was good
   */
  static OptionalInt highest(int first, int most, Trial trial)
      throws BenchException, InterruptedException {
    int good = 0;
    int bad = most + 1;
    int rate = first;
    while (rate != good && rate < bad) {
      if (isGood(rate, trial)) {
        good = rate;
      } else {
        bad = rate;
      }
      if (bad - good <= Math.max(1, (int) (STEP_SHARE * bad))) {
        break;
      }
      rate = next(good, bad, most);
    }
    return good == 0 ? OptionalInt.empty() : OptionalInt.of(good);
  }

  private static int next(int good, int bad, int most) {
    if (bad > most) {
      return (int) Math.min(most, 2L * good);
    }
    return good == 0 ? bad / 2 : good + (bad - good) / 2;
  }

  private static boolean isGood(int rate, Trial trial) throws BenchException, InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      if (trial.isGood(rate)) {
        return true;
      }
    }
    return false;
  }
}
