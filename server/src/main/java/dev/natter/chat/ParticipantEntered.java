package dev.natter.chat;

/**
 * A connection has said its name in a room that counts those who did.
 *
 * @param count how many have now
 */
public record ParticipantEntered(RoomId room, Sender who, long count, SessionId origin)
    implements RoomEvent {}
