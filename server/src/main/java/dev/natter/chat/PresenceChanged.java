package dev.natter.chat;

import java.util.List;

/**
 * Some came to a room or went. It is never stored; who misses it asks who is there.
 *
 * @param people as they are now, each once
 * @param present how many are there now
 * @param more whether there were others, too many to be told one by one
 */
public record PresenceChanged(RoomId room, List<Attendee> people, int present, boolean more)
    implements RoomEvent {

  public PresenceChanged {
    people = List.copyOf(people);
  }

  @Override
  public SessionId origin() {
    return SessionId.NONE;
  }

  @Override
  public boolean isVolatile() {
    return true;
  }

  @Override
  public boolean isForEveryDialect() {
    return false;
  }
}
