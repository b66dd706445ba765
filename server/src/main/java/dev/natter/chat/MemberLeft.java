package dev.natter.chat;

import java.util.Optional;

/** Somebody is no longer in a room, and hears no more of it. */
public record MemberLeft(RoomId room, UserId user, Departure why, SessionId origin)
    implements RoomEvent {
  @Override
  public boolean mayEndHearing() {
    return true;
  }

  /** A ban may hold an address, behind which there may be others. */
  @Override
  public Optional<UserId> endsHearingOf() {
    return why == Departure.BANNED ? Optional.empty() : Optional.of(user);
  }

  @Override
  public boolean sendsAway(UserId listener) {
    return listener.equals(user);
  }
}
