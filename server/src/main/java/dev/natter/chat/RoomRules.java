package dev.natter.chat;

import java.time.Duration;

/**
 * How rooms come to be and how large they grow.
 *
 * @param createOnJoin whether a room that nobody made is there for everybody who names it
 * @param maxMemberships the most rooms of a namespace that one user belongs to
 * @param maxSanctions the most users against whom one room holds something
 * @param longestMute the longest time for which somebody may be muted
 */
public record RoomRules(
    boolean createOnJoin, int maxMemberships, int maxSanctions, Duration longestMute) {

  public RoomRules {
    if (maxMemberships < 1 || maxSanctions < 1 || longestMute.isNegative()) {
      throw new IllegalArgumentException("every limit of rooms is positive");
    }
  }

  /** Rooms are there for whoever names them. */
  public static RoomRules defaults() {
    return new RoomRules(true, 1_000, 1_000, Duration.ofDays(365));
  }

  /** The same with another rule for rooms that nobody made. */
  public RoomRules withCreateOnJoin(boolean allowed) {
    return new RoomRules(allowed, maxMemberships, maxSanctions, longestMute);
  }
}
