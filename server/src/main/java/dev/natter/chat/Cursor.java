package dev.natter.chat;

import java.util.ArrayList;
import java.util.List;

/**
 * How far a member has come in a room.
 *
 * @param read the newest sequence that it has read
 * @param delivered the newest sequence that reached one of its devices
 * @param mentions the sequences of the newest messages that mention it, ascending, {@value
 *     #MAX_MENTIONS} at most; those it has read may still be among them
 */
public record Cursor(long read, long delivered, List<Long> mentions) {

  /** Before the first message. */
  public static final Cursor START = new Cursor(0, 0, List.of());

  /** The most mentions that are counted. */
  public static final int MAX_MENTIONS = 100;

  public Cursor {
    mentions = List.copyOf(mentions);
  }

  /** One that has seen everything up to a sequence. */
  public static Cursor at(long sequence) {
    return new Cursor(sequence, sequence, List.of());
  }

  /** Where it stands after a move; it never goes back. */
  public Cursor moved(CursorMove move) {
    List<Long> all = new ArrayList<>(mentions);
    move.mentions().stream().filter(sequence -> !all.contains(sequence)).forEach(all::add);
    return new Cursor(
        Math.max(read, move.read()),
        Math.max(delivered, Math.max(move.read(), move.delivered())),
        all.subList(Math.max(0, all.size() - MAX_MENTIONS), all.size()));
  }

  /** How many messages it has not read, of a room that goes up to a sequence. */
  public long unread(long newest) {
    return Math.max(0, newest - read);
  }

  /** How many of those mention it. */
  public int unreadMentions() {
    return (int) mentions.stream().filter(sequence -> sequence > read).count();
  }
}
