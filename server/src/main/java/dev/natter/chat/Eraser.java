package dev.natter.chat;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Takes users out of everything that is kept: out of their rooms first, and then out of what was
 * said. What was begun and broken off is finished by doing it again.
 *
 * <p>Thread: one that may block, never lane or io.
 */
public final class Eraser {

  private static final int PAGE = 200;

  private final Upkeep upkeep;
  private final Rooms rooms;
  private final Messages messages;
  private final RoomEventSink sink;

  /**
   * An eraser.
   *
   * @param sink told of whom rooms lose
   */
  public Eraser(Upkeep upkeep, Rooms rooms, Messages messages, RoomEventSink sink) {
    this.upkeep = upkeep;
    this.rooms = rooms;
    this.messages = messages;
    this.sink = sink;
  }

  /**
   * Takes a user out.
   *
   * @return how many messages changed
   */
  public long erase(UserId user, Erasure erasure) throws StoreException {
    String after = "";
    List<Room> page;
    do {
      page = rooms.book().store().all(after, PAGE);
      for (Room room : page) {
        leave(room.id(), user);
        after = room.id().namespace() + "|" + room.id().name();
      }
    } while (page.size() == PAGE);
    return upkeep.erase(user, erasure);
  }

  private void leave(RoomId room, UserId user) throws StoreException {
    if (rooms.book().store().member(room, user).isEmpty()) {
      return;
    }
    CompletableFuture<Answer<UserId>> left =
        messages.decide(
            room,
            () -> {
              rooms.book().remove(room, user);
              sink.publish(new MemberLeft(room, user, Departure.LEFT, SessionId.NONE));
              return new Answer.Given<>(user);
            });
    if (left.join() instanceof Answer.Refused) {
      throw new StoreException("the room's lane is full or stopping", new IllegalStateException());
    }
  }
}
