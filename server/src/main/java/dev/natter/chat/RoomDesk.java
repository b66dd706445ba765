package dev.natter.chat;

import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** All that a door needs to serve rooms. */
public record RoomDesk(
    Rooms rooms,
    RoomChanges changes,
    Moderation moderation,
    RoomDirectory directory,
    Cursors cursors,
    Typing typing,
    UserNames names) {

  /**
   * What there is to do with rooms, over one chat.
   *
   * @param sink told of what happens in rooms; what it is told must come to {@link #hear} as well
   * @param users told of what concerns one user
   * @param ticker a clock of nanoseconds that never goes back
   * @param faults told of what should not have happened
   */
  public static RoomDesk of(
      Rooms rooms,
      Messages messages,
      UserNames names,
      RoomEventSink sink,
      UserEventSink users,
      LongSupplier ticker,
      Consumer<Throwable> faults) {
    return new RoomDesk(
        rooms,
        new RoomChanges(rooms, messages, names, sink, users),
        new Moderation(rooms, messages, names, sink, users),
        new RoomDirectory(rooms, messages),
        new Cursors(rooms, messages, sink, users, faults),
        new Typing(rooms, messages, sink, ticker),
        names);
  }

  /** Takes note of what happened in a room. Thread: any; returns at once. */
  public void hear(RoomEvent event) {
    cursors.hear(event);
    typing.hear(event);
  }

  /** Does what is due, once a second and a last time at the end. Thread: one that may block. */
  public void tick() {
    typing.tick();
    cursors.tick();
  }
}
