package dev.natter.chat;

/**
 * Takes users out of everything that is kept: out of their rooms first, and then out of what was
 * said. What was begun and broken off is finished by doing it again.
 *
 * <p>Thread: one that may block, never lane or io.
 */
public final class Eraser {

  private final Upkeep upkeep;
  private final Rooms rooms;
  private final RoomEventSink sink;

  /**
   * An eraser.
   *
   * @param sink told of whom rooms lose
   */
  public Eraser(Upkeep upkeep, Rooms rooms, RoomEventSink sink) {
    this.upkeep = upkeep;
    this.rooms = rooms;
    this.sink = sink;
  }

  /**
   * Takes a user out.
   *
   * @return how many messages changed
   */
  public long erase(UserId user, Erasure erasure) throws StoreException {
    rooms
        .book()
        .store()
        .each(
            room -> {
              leave(room.id(), user);
              return true;
            });
    return upkeep.erase(user, erasure);
  }

  private void leave(RoomId room, UserId user) throws StoreException {
    if (rooms.book().store().member(room, user).isEmpty()) {
      return;
    }
    upkeep.onLane(
        room,
        () -> {
          rooms.book().remove(room, user);
          sink.publish(new MemberLeft(room, user, Departure.LEFT, SessionId.NONE));
          return user;
        });
  }
}
