package dev.natter.chat;

import java.time.Duration;

/**
 * How rooms come to be in a namespace and how large they grow, and who is let into it at all.
 *
 * @param guests whether those are let in for whom nobody vouches
 * @param createOnJoin whether a room that nobody made is there for everybody who names it
 * @param maxJoined the most rooms that one session may have joined
 * @param maxMemberships the most rooms of a namespace that one user belongs to
 * @param maxSanctions the most users against whom one room holds something
 * @param longestMute the longest time for which somebody may be muted
 */
public record RoomRules(
    boolean guests,
    boolean createOnJoin,
    int maxJoined,
    int maxMemberships,
    int maxSanctions,
    Duration longestMute) {

  public RoomRules {
    if (maxJoined < 1 || maxMemberships < 1 || maxSanctions < 1 || longestMute.isNegative()) {
      throw new IllegalArgumentException("every limit of rooms is positive");
    }
  }

  /** Everybody is let in, and rooms are there for whoever names them. */
  public static RoomRules defaults() {
    return new RoomRules(true, true, 100, 1_000, 1_000, Duration.ofDays(365));
  }

  /** The same with or without guests. */
  public RoomRules withGuests(boolean letIn) {
    return new RoomRules(letIn, createOnJoin, maxJoined, maxMemberships, maxSanctions, longestMute);
  }

  /** The same with another rule for rooms that nobody made. */
  public RoomRules withCreateOnJoin(boolean allowed) {
    return new RoomRules(guests, allowed, maxJoined, maxMemberships, maxSanctions, longestMute);
  }

  /** The same with another number of rooms that a session may have joined. */
  public RoomRules withMaxJoined(int rooms) {
    return new RoomRules(guests, createOnJoin, rooms, maxMemberships, maxSanctions, longestMute);
  }
}
