package dev.natter.chat;

import java.time.Instant;

/** Where in a room's history one wants to read. */
public sealed interface HistoryPlace {

  /**
   * By sequence, as {@link HistoryQuery} has it.
   *
   * @param after {@link HistoryQuery#NO_BOUND} for no bound
   * @param before {@link Long#MAX_VALUE} for no bound
   */
  record Between(long after, long before) implements HistoryPlace {}

  /** A message in the middle, with those before and behind it. */
  record Around(long sequence) implements HistoryPlace {}

  /** Upwards from the first message of a time. */
  record Since(Instant time) implements HistoryPlace {}
}
