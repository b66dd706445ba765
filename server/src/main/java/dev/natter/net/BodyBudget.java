package dev.natter.net;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of request bodies may lie in memory at once, over all connections.
 *
 * <p>Thread: any.
 */
public final class BodyBudget {

  private final long maxBytes;
  private final AtomicLong taken = new AtomicLong();

  public BodyBudget(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Takes bytes that are given back later; false, and nothing is taken, if there are not enough.
   */
  boolean take(long bytes) {
    if (taken.addAndGet(bytes) > maxBytes) {
      taken.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  void giveBack(long bytes) {
    taken.addAndGet(-bytes);
  }
}
