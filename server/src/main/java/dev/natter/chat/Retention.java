package dev.natter.chat;

/**
 * How much of a room's history is kept.
 *
 * @param days messages older than that go; 0 keeps them
 * @param count of the room's messages only that many stay, the newest; 0 keeps them
 */
public record Retention(int days, int count) {

  /** Everything is kept. */
  public static final Retention FOREVER = new Retention(0, 0);

  /** The greatest number of days. */
  public static final int MAX_DAYS = 36_500;

  /** The greatest number of messages. */
  public static final int MAX_COUNT = 1_000_000_000;

  public Retention {
    if (days < 0 || days > MAX_DAYS) {
      throw new IllegalArgumentException("'keepDays' is 0 to " + MAX_DAYS);
    }
    if (count < 0 || count > MAX_COUNT) {
      throw new IllegalArgumentException("'keepCount' is 0 to " + MAX_COUNT);
    }
  }

  /** Whether nothing ever goes. */
  public boolean isForever() {
    return days == 0 && count == 0;
  }
}
