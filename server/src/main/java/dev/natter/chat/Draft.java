package dev.natter.chat;

/**
 * What a client asks to post.
 *
 * @param origin the connection it came from, so that a door can leave it out of the audience
 */
public record Draft(
    RoomId room, Sender sender, MessageBody body, IdempotencyKey key, SessionId origin) {}
