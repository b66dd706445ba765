package dev.natter.chat;

/** Something that happened in a room and that its listeners are to hear. */
public sealed interface RoomEvent
    permits MessagePosted, MessageChanged, TypingChanged, ParticipantEntered, ParticipantWent {

  /** Where it happened. */
  RoomId room();

  /** The connection it came from; {@link SessionId#NONE} where none is known. */
  SessionId origin();
}
