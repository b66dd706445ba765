package dev.natter.chat;

import java.util.Optional;

/**
 * The rooms: who may do what in which.
 *
 * <p>Thread: the room's lane.
 */
public final class Rooms {

  /** Why a caller may not do something in a room; empty if it may. */
  public Optional<Rejected> refusal(Caller caller, Act act, RoomId room) {
    return Optional.empty();
  }
}
