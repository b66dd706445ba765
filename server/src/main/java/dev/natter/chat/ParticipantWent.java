package dev.natter.chat;

/**
 * A connection that had said its name in a room is gone.
 *
 * @param count how many are left of those who said theirs
 */
public record ParticipantWent(RoomId room, Sender who, long count, SessionId origin)
    implements RoomEvent {}
