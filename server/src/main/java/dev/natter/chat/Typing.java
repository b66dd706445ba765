package dev.natter.chat;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Who types where. Never stored: a client says so every few seconds while it is true, and what is
 * not said again is over after {@value #EXPIRES_SECONDS} seconds.
 *
 * <p>Thread: any.
 */
public final class Typing {

  /** How long a client is taken to type that says nothing more. */
  static final int EXPIRES_SECONDS = 6;

  /** How long a room is not told again of somebody of whom it knows. */
  static final int QUIET_SECONDS = 3;

  /** The most who type at once; further ones are not told of. */
  static final int MAX_TYPISTS = 10_000;

  private final Rooms rooms;
  private final Messages messages;
  private final RoomEventSink sink;
  private final LongSupplier ticker;
  private final ConcurrentHashMap<Seat, Typist> typists = new ConcurrentHashMap<>();

  private record Seat(RoomId room, SessionId session) {}

  private record Typist(Sender who, long said, long told) {}

  /**
   * Nobody yet.
   *
   * @param sink told who types
   * @param ticker a clock of nanoseconds that never goes back
   */
  public Typing(Rooms rooms, Messages messages, RoomEventSink sink, LongSupplier ticker) {
    this.rooms = rooms;
    this.messages = messages;
    this.sink = sink;
    this.ticker = ticker;
  }

  /** A caller types in a room, or no longer does; only where it may speak. */
  public CompletableFuture<Answer<Boolean>> set(Caller caller, RoomId room, boolean typing) {
    return messages.read(
        () -> {
          Optional<Rejected> refusal = rooms.decide(caller, Act.POST, room);
          if (refusal.isPresent()) {
            return new Answer.Refused<>(refusal.get());
          }
          Seat seat = new Seat(room, caller.session());
          if (typing) {
            begins(seat, caller.sender());
          } else {
            ends(seat);
          }
          return new Answer.Given<>(typing);
        });
  }

  private void begins(Seat seat, Sender who) {
    long now = ticker.getAsLong();
    Typist before = typists.get(seat);
    if (before == null && typists.size() >= MAX_TYPISTS) {
      return;
    }
    if (before != null && now - before.told() < seconds(QUIET_SECONDS)) {
      typists.put(seat, new Typist(who, now, before.told()));
    } else {
      typists.put(seat, new Typist(who, now, now));
      tell(seat, who, true);
    }
  }

  private void ends(Seat seat) {
    Typist typist = typists.remove(seat);
    if (typist != null) {
      tell(seat, typist.who(), false);
    }
  }

  /** Takes note of what happened in a room: who has said something no longer types it. */
  void hear(RoomEvent event) {
    if (event instanceof MessagePosted && !typists.isEmpty()) {
      ends(new Seat(event.room(), event.origin()));
    }
  }

  /** Ends what was not said again. */
  void tick() {
    long now = ticker.getAsLong();
    typists.forEach(
        (seat, typist) -> {
          if (now - typist.said() > seconds(EXPIRES_SECONDS) && typists.remove(seat, typist)) {
            tell(seat, typist.who(), false);
          }
        });
  }

  private void tell(Seat seat, Sender who, boolean typing) {
    sink.publish(new TypingChanged(seat.room(), who, typing, seat.session()));
  }

  private static long seconds(int count) {
    return TimeUnit.SECONDS.toNanos(count);
  }
}
