package dev.natter.chat;

import java.time.Duration;
import java.util.List;

/**
 * What files are taken.
 *
 * @param maxBytes the most bytes of one file
 * @param kinds which media types, as {@code image/png}, {@code image/*} or {@code *} for all
 * @param writers how many files are stored at once
 * @param waiting the most that wait for that
 * @param unclaimed how long a file may wait for the message that it is meant for
 */
public record FileLimits(
    int maxBytes, List<String> kinds, int writers, int waiting, Duration unclaimed) {

  public FileLimits {
    kinds = List.copyOf(kinds);
    if (maxBytes < 1 || writers < 1 || waiting < 1 || unclaimed.isNegative()) {
      throw new IllegalArgumentException("every limit of files is positive");
    }
  }

  /** 8 MiB of anything. */
  public static FileLimits defaults() {
    return new FileLimits(8 << 20, List.of("*"), 2, 4, Duration.ofHours(24));
  }

  /** The same with other limits on the single file. */
  public FileLimits of(int bytes, List<String> types) {
    return new FileLimits(bytes, types, writers, waiting, unclaimed);
  }
}
