package dev.natter.chat;

/**
 * How often something may be done.
 *
 * @param perSecond in the long run; 0 for as often as one likes
 * @param burst how many at once after a rest
 */
public record Rate(double perSecond, int burst) {

  /** As often as one likes. */
  public static final Rate UNLIMITED = new Rate(0, 1);

  public Rate {
    if (perSecond < 0 || burst < 1) {
      throw new IllegalArgumentException("a rate is 0 or more, its burst 1 or more");
    }
  }

  /** Whether it holds nobody back. */
  public boolean isUnlimited() {
    return perSecond == 0;
  }

  Rate times(int factor) {
    return isUnlimited() ? this : new Rate(perSecond * factor, burst * factor);
  }
}
