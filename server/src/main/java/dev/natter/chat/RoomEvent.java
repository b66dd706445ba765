package dev.natter.chat;

import java.util.Optional;

/** Something that happened in a room and that its listeners are to hear. */
public sealed interface RoomEvent
    permits MessagePosted,
        MessageChanged,
        TypingChanged,
        ParticipantEntered,
        ParticipantWent,
        RoomChanged,
        MemberJoined,
        MemberChanged,
        MemberLeft,
        CursorMoved,
        PresenceChanged {

  /** Where it happened. */
  RoomId room();

  /** The connection it came from; {@link SessionId#NONE} where none is known. */
  SessionId origin();

  /** Whether those who cannot take it at once may miss it. */
  default boolean isVolatile() {
    return false;
  }

  /** Whether the connection it came from may hear it as well. */
  default boolean echoes() {
    return true;
  }

  /** Whether those may hear it as well who have not shown yet which vocabulary they speak. */
  default boolean isForEveryDialect() {
    return true;
  }

  /** Whether somebody who hears the room may have to hear it no more from here on. */
  default boolean mayEndHearing() {
    return false;
  }

  /** The one user whose hearing it may end; empty if that may be anybody's. */
  default Optional<UserId> endsHearingOf() {
    return Optional.empty();
  }

  /** Whether a listener hears the room no more from here on, whatever it may do later. */
  default boolean sendsAway(UserId listener) {
    return false;
  }
}
