package dev.natter.fanout;

import dev.natter.chat.RoomEvent;
import dev.natter.chat.RoomId;
import dev.natter.chat.SessionId;
import dev.natter.wire.Dialect;
import dev.natter.wire.Spelling;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * One event on its way to a room. Each dialect spells it at most once, and only if somebody listens
 * in it.
 *
 * <p>Thread: lane.
 */
public final class Broadcast {

  private final RoomEvent event;
  private final Map<Dialect, Optional<Spelling>> spellings = new EnumMap<>(Dialect.class);

  public Broadcast(RoomEvent event) {
    this.event = event;
  }

  /** What happened. */
  public RoomEvent event() {
    return event;
  }

  /** Who is to hear it. */
  public RoomId room() {
    return event.room();
  }

  /** The connection it came from, for dialects that do not give it back. */
  public SessionId origin() {
    return event.origin();
  }

  /** The event as a dialect spells it; empty if that has no word for it. */
  public Optional<Spelling> in(Dialect dialect) {
    return spellings.computeIfAbsent(dialect, d -> d.spell(event));
  }
}
