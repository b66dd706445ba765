package dev.natter.chat;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How rooms come to be in a namespace and how large they grow, who is let into it at all, and how
 * much it takes.
 *
 * @param auth how those may be recognised who are let in
 * @param createOnJoin whether a room that nobody made is there for everybody who names it
 * @param maxJoined the most rooms that one session may have joined, where that is fewer than
 *     everywhere ({@link ChatLimits#maxRooms})
 * @param maxMemberships the most rooms of a namespace that one user belongs to
 * @param maxSanctions the most users against whom one room holds something
 * @param longestMute the longest time for which somebody may be muted
 * @param limits how much is taken
 */
public record RoomRules(
    Set<AuthMode> auth,
    boolean createOnJoin,
    int maxJoined,
    int maxMemberships,
    int maxSanctions,
    Duration longestMute,
    SpaceLimits limits) {

  public RoomRules {
    auth = Set.copyOf(auth);
    if (auth.isEmpty()) {
      throw new IllegalArgumentException("nobody could be let in");
    }
    if (maxJoined < 1 || maxMemberships < 1 || maxSanctions < 1 || longestMute.isNegative()) {
      throw new IllegalArgumentException("every limit of rooms is positive");
    }
  }

  /** Whoever the server knows is let in, and rooms are there for whoever names them. */
  public static RoomRules defaults() {
    return new RoomRules(
        Set.of(AuthMode.values()),
        true,
        Integer.MAX_VALUE,
        1_000,
        1_000,
        Duration.ofDays(365),
        SpaceLimits.NONE);
  }

  /** Whether those are let in who are recognised in this way. */
  public boolean letsIn(AuthMode mode) {
    return auth.contains(mode);
  }

  /** The same for those who are recognised in other ways. */
  public RoomRules withAuth(Set<AuthMode> modes) {
    return new RoomRules(
        modes, createOnJoin, maxJoined, maxMemberships, maxSanctions, longestMute, limits);
  }

  /** The same without guests. */
  public RoomRules withoutGuests() {
    return withAuth(
        auth.stream().filter(mode -> mode != AuthMode.OPEN).collect(Collectors.toSet()));
  }

  /** The same with another rule for rooms that nobody made. */
  public RoomRules withCreateOnJoin(boolean allowed) {
    return new RoomRules(
        auth, allowed, maxJoined, maxMemberships, maxSanctions, longestMute, limits);
  }

  /** The same with another number of rooms that a session may have joined. */
  public RoomRules withMaxJoined(int rooms) {
    return new RoomRules(
        auth, createOnJoin, rooms, maxMemberships, maxSanctions, longestMute, limits);
  }

  /** The same with other limits. */
  public RoomRules withLimits(SpaceLimits others) {
    return new RoomRules(
        auth, createOnJoin, maxJoined, maxMemberships, maxSanctions, longestMute, others);
  }
}
