package dev.natter.chat;

import java.time.Instant;

/**
 * A modification that somebody asks for of a stored message.
 *
 * @param origin the connection it came from
 */
public record Amendment(RoomId room, long sequence, SessionId origin, Rule rule) {

  /** The answer where there is no such message. */
  public static final Rejected UNKNOWN =
      new Rejected(RejectCode.NOT_FOUND, "There is no such message in this room.");

  /** What becomes of a message. */
  @FunctionalInterface
  public interface Rule {

    /**
     * The message as it is to be; the one given, if nothing is to be done; or why it is refused. It
     * is asked again where another store was quicker.
     *
     * @param now the time of the modification, by the store's clock
     *     <p>Thread: the room's lane.
     */
    Answer<Message> apply(Message current, Instant now);
  }
}
