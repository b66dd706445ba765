package dev.natter.chat;

/**
 * What a client asks to post.
 *
 * @param origin the connection it came from, so that a door can leave it out of the audience
 * @param references what it points at; the mentions in its text are added when it is ordered
 */
public record Draft(
    RoomId room,
    Sender sender,
    MessageBody body,
    IdempotencyKey key,
    SessionId origin,
    References references) {

  /** A draft that points at nothing. */
  public Draft(RoomId room, Sender sender, MessageBody body, IdempotencyKey key, SessionId origin) {
    this(room, sender, body, key, origin, References.NONE);
  }

  /** The same with other references. */
  public Draft with(References others) {
    return new Draft(room, sender, body, key, origin, others);
  }
}
