package dev.natter.fanout;

import dev.natter.chat.Message;
import dev.natter.chat.MessagePosted;
import dev.natter.chat.RoomId;
import dev.natter.chat.SessionId;
import dev.natter.wire.Dialect;
import dev.natter.wire.Spelling;
import java.util.EnumMap;
import java.util.Map;

/**
 * One message on its way to a room. Each dialect spells it at most once, and only if somebody
 * listens in it.
 *
 * <p>Thread: lane.
 */
public final class Broadcast {

  private final MessagePosted posted;
  private final Map<Dialect, Spelling> spellings = new EnumMap<>(Dialect.class);

  public Broadcast(MessagePosted posted) {
    this.posted = posted;
  }

  /** What was said. */
  public Message message() {
    return posted.message();
  }

  /** Who is to hear it. */
  public RoomId room() {
    return posted.message().room();
  }

  /** The connection it came from, for dialects that do not give it back. */
  public SessionId origin() {
    return posted.origin();
  }

  /** The message as a dialect spells it. */
  public Spelling in(Dialect dialect) {
    return spellings.computeIfAbsent(dialect, d -> d.spell(posted.message()));
  }
}
