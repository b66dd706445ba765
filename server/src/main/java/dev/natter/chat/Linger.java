package dev.natter.chat;

/**
 * Whether a busy lane lets more come in before it goes to the store. Each batch costs a round
 * through the store and wakes half a dozen threads, however small it is; but who sends the next
 * message only once the last one is answered would wait in vain, and so a lane soon stops doing it
 * where it brings nothing.
 *
 * <p>Thread: one lane.
 */
final class Linger {

  /** So many are worth a round by themselves. */
  static final int ENOUGH = 64;

  /** The most batches that are taken at once after lingering has brought nothing. */
  static final int MOST_HASTE = 64;

  private final long nanos;
  private long idleSince;
  private int haste;
  private int nextHaste = 1;

  /**
   * A lane that has been idle for long.
   *
   * @param nanos how long it lingers, and within what time after a batch it is busy; 0 for never
   */
  Linger(long nanos, long now) {
    this.nanos = nanos;
    this.idleSince = now - nanos;
  }

  long nanos() {
    return nanos;
  }

  /** Whether to linger now, with so many that wait already. */
  boolean pays(int waiting, long now) {
    if (waiting >= ENOUGH || now - idleSince >= nanos) {
      return false;
    }
    if (haste > 0) {
      haste--;
      return false;
    }
    return true;
  }

  /** Takes note of what it has brought. */
  void brought(int more) {
    haste = more > 0 ? 0 : nextHaste;
    nextHaste = more > 0 ? 1 : Math.min(MOST_HASTE, nextHaste * 2);
  }

  /** A batch is done. */
  void done(long now) {
    idleSince = now;
  }
}
