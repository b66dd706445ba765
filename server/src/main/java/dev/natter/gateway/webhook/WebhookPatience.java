package dev.natter.gateway.webhook;

import java.time.Duration;

/**
 * How often and after which waits a webhook that fails is tried again.
 *
 * @param retries how often, before it is parked
 * @param first the wait before the first of them; each is twice as long as the one before
 * @param longest the longest wait
 */
public record WebhookPatience(int retries, Duration first, Duration longest) {

  /** Twelve times within about four hours. */
  public static WebhookPatience defaults() {
    return new WebhookPatience(12, Duration.ofSeconds(2), Duration.ofHours(1));
  }

  /** The wait before the retry of that number, 1 for the first. */
  Duration before(int retry) {
    Duration wait = first.multipliedBy(1L << Math.min(retry - 1, 30));
    return wait.compareTo(longest) > 0 ? longest : wait;
  }
}
