package dev.natter.chat;

import java.util.List;
import java.util.stream.Stream;

/**
 * News of a member's cursor, which only ever moves forward.
 *
 * @param read 0 where it is no news; so {@code delivered}
 * @param mentions further sequences that mention it, ascending
 */
public record CursorMove(RoomId room, UserId user, long read, long delivered, List<Long> mentions) {
  public CursorMove {
    mentions = List.copyOf(mentions);
  }

  /** Both in one. */
  CursorMove and(CursorMove other) {
    return new CursorMove(
        room,
        user,
        Math.max(read, other.read),
        Math.max(delivered, other.delivered),
        Stream.concat(mentions.stream(), other.mentions.stream()).distinct().sorted().toList());
  }
}
