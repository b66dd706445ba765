package dev.natter.chat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a message said before it was edited.
 *
 * @param at when it began to say that
 */
public record EarlierBody(MessageBody body, Instant at) {

  /** The most earlier bodies kept of one message; the eldest beyond are forgotten. */
  public static final int MAX_KEPT = 10;

  /** The most characters kept in the earlier bodies of one message, though one is always kept. */
  public static final int MAX_CHARACTERS = 128 * 1024;

  /**
   * What is kept after a modification, the eldest first: a body that was replaced is added, and of
   * a deleted message nothing is left.
   */
  public static List<EarlierBody> after(List<EarlierBody> kept, Message before, Message now) {
    if (now.isDeleted()) {
      return List.of();
    }
    if (now.body().equals(before.body())) {
      return kept;
    }
    List<EarlierBody> next = new ArrayList<>(kept);
    next.add(new EarlierBody(before.body(), before.revision().editedAt().orElse(before.at())));
    while (next.size() > 1 && (next.size() > MAX_KEPT || characters(next) > MAX_CHARACTERS)) {
      next.remove(0);
    }
    return next;
  }

  private static long characters(List<EarlierBody> bodies) {
    return bodies.stream().mapToLong(earlier -> earlier.body().json().length()).sum();
  }
}
