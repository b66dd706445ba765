package dev.natter.chat;

import java.time.Duration;
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
    Presence presence,
    UserNames names,
    Consumer<Throwable> faults) {

  /**
   * What there is to do with rooms, over one chat.
   *
   * @param sink told of what happens in rooms; what it is told must come to {@link #hear} as well
   * @param users told of what concerns one user
   * @param lastSeen keeps when users were there
   * @param grace how long somebody is taken to be there who has lost every connection
   * @param ticker a clock of nanoseconds that never goes back
   * @param faults told of what should not have happened
   */
  public static RoomDesk of(
      Rooms rooms,
      Messages messages,
      UserNames names,
      RoomEventSink sink,
      UserEventSink users,
      LastSeen lastSeen,
      Duration grace,
      LongSupplier ticker,
      Consumer<Throwable> faults) {
    return new RoomDesk(
        rooms,
        new RoomChanges(rooms, messages, names, sink, users),
        new Moderation(rooms, messages, names, sink, users),
        new RoomDirectory(rooms, messages),
        new Cursors(rooms, messages, sink, users, faults),
        new Typing(rooms, messages, sink, ticker),
        new Presence(rooms, messages, names.attendance(), lastSeen, sink, grace, ticker),
        names,
        faults);
  }

  /** Takes note of what happened in a room. Thread: any; returns at once. */
  public void hear(RoomEvent event) {
    cursors.hear(event);
    typing.hear(event);
    presence.hear(event);
  }

  /** Does what is due, once a second. Thread: one that may block. */
  public void tick() {
    typing.tick();
    cursors.tick();
    keep(presence::tick);
  }

  /** Does what is due a last time. Thread: one that may block. */
  public void close() {
    cursors.tick();
    keep(presence::close);
  }

  /** What the store does. */
  @FunctionalInterface
  private interface Keeping {
    void run() throws StoreException;
  }

  private void keep(Keeping keeping) {
    try {
      keeping.run();
    } catch (StoreException e) {
      // What could not be kept waits for the next time.
    } catch (RuntimeException e) {
      faults.accept(e);
    }
  }
}
