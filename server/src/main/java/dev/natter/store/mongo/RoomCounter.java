package dev.natter.store.mongo;

import dev.natter.chat.Message;
import dev.natter.chat.MessagePosted;
import dev.natter.chat.RoomId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one room: the sequence of its newest message, the number of its newest
 * modification, and the messages in doubt, whose insertion was not answered. One of those may still
 * arrive, even late, and is then told to the room when it is met.
 *
 * <p>Thread: lane (the room's).
 */
final class RoomCounter {

  /** The most messages kept in doubt; the eldest beyond are left to the history alone. */
  static final int MAX_DOUBTS = 2_000;

  private static final long UNKNOWN = -1;

  private final RoomId room;
  private final Map<Message, MessagePosted> doubts = new LinkedHashMap<>();
  private long last = UNKNOWN;
  private boolean uncertain;
  private long lastChange = UNKNOWN;

  RoomCounter(RoomId room) {
    this.room = room;
  }

  RoomId room() {
    return room;
  }

  boolean isSeeded() {
    return last != UNKNOWN;
  }

  long last() {
    return last;
  }

  /** Whether the room must be read again before a number is given. */
  boolean isUncertain() {
    return uncertain;
  }

  boolean hasDoubts() {
    return !doubts.isEmpty();
  }

  /** Takes note of a stored message, or of how far the room goes; drops what lost its number. */
  void advance(long sequence) {
    last = Math.max(last, sequence);
    doubts.keySet().removeIf(message -> message.sequence() <= last);
  }

  void settle() {
    uncertain = false;
  }

  /** Takes note of an insertion that was not answered. */
  void doubt(MessagePosted attempted) {
    uncertain = true;
    doubts.put(attempted.message(), attempted);
    if (doubts.size() > MAX_DOUBTS) {
      Iterator<Message> eldest = doubts.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
  }

  /** What the room is to hear of a message that was found stored; none if it was not in doubt. */
  @Nullable MessagePosted resolve(Message found) {
    return doubts.remove(found);
  }

  boolean knowsChange() {
    return lastChange != UNKNOWN;
  }

  /** The number of the newest modification that the room was told of. */
  long lastChange() {
    return lastChange;
  }

  /** Takes note of a modification that the room is told of, or of how many it has. */
  void changed(long change) {
    lastChange = Math.max(lastChange, change);
  }
}
