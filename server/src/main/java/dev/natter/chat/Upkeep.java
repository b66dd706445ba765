package dev.natter.chat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What is done to messages on nobody's behalf: history that a room no longer keeps goes, and users
 * are erased. Each step is a short one on the room's lane, so that nobody who posts waits for long.
 *
 * <p>Thread: one of its own that may block, never lane or io.
 */
public final class Upkeep {

  /** The most messages that one step takes or reads. */
  static final int STEP = 500;

  /** Unlike every number, so that a message differs from itself and takes the next one. */
  private static final long UNNUMBERED = -1;

  private final Messages messages;
  private final MessageStore store;
  private final FileStore files;
  private final Clock clock;

  public Upkeep(Messages messages, MessageStore store, FileStore files, Clock clock) {
    this.messages = messages;
    this.store = store;
    this.files = files;
    this.clock = clock;
  }

  /**
   * Forgets what a room keeps no longer, files included. Its newest message always stays, for it
   * holds the room's place in its sequence. Who shows what is forgotten is not told.
   *
   * @return how many messages went
   */
  public long sweep(RoomId room, Retention retention) throws StoreException {
    long removed = 0;
    if (retention.isForever()) {
      return removed;
    }
    long below = below(room, retention);
    long step = STEP;
    while (step == STEP) {
      step = onLane(room, () -> trim(room, below));
      removed += step;
    }
    // Also where nothing went just now: the last sweep may have been cut off before this.
    files.removeBelow(room, below);
    return removed;
  }

  /** The sequence below which nothing is kept. */
  private long below(RoomId room, Retention retention) throws StoreException {
    List<Message> newest =
        store.history(new HistoryQuery(room, HistoryQuery.NO_BOUND, Long.MAX_VALUE, 1)).messages();
    if (newest.isEmpty()) {
      return 0;
    }
    long last = newest.get(0).sequence();
    long below = retention.count() > 0 ? last - retention.count() + 1 : 0;
    if (retention.days() > 0) {
      Instant eldest = clock.instant().minus(Duration.ofDays(retention.days()));
      below = Math.max(below, new HistoryReader(store, 1).lastBefore(room, eldest) + 1);
    }
    return Math.min(below, last);
  }

  private long trim(RoomId room, long below) throws StoreException {
    long change = store.lastChange(room);
    if (change > 0) {
      List<Message> newest = store.changes(new ChangesQuery(room, change - 1, 1)).messages();
      boolean goes = newest.isEmpty() || newest.get(0).sequence() < below;
      if (goes) {
        // The number of the newest change must stay known: the newest message takes the next one.
        amend(
            List.of(
                new Amendment(
                    room,
                    store.lastSequence(room),
                    SessionId.NONE,
                    (message, now) -> new Answer.Given<>(message.numbered(UNNUMBERED)))));
      }
    }
    return store.trim(room, below, STEP);
  }

  /**
   * Takes a user out of every message of every room: of what it said, of its reactions and of the
   * mentions of it. Rooms hear each message that changes.
   *
   * @return how many messages changed
   */
  public long erase(UserId user, Erasure erasure) throws StoreException {
    long changed = 0;
    String next = "";
    do {
      ScanPage page = store.scan(next, STEP);
      Map<RoomId, List<Amendment>> amendments = new LinkedHashMap<>();
      for (Message message : page.messages()) {
        if (!erasure.of(message, user).equals(message)) {
          amendments
              .computeIfAbsent(message.room(), room -> new ArrayList<>())
              .add(
                  new Amendment(
                      message.room(),
                      message.sequence(),
                      SessionId.NONE,
                      (current, now) -> new Answer.Given<>(erasure.of(current, user))));
        }
      }
      for (Map.Entry<RoomId, List<Amendment>> room : amendments.entrySet()) {
        changed += onLane(room.getKey(), () -> amend(room.getValue()));
      }
      next = page.next();
    } while (!next.isEmpty());
    return changed;
  }

  private long amend(List<Amendment> amendments) throws StoreException {
    Amended amended = messages.amendOnLane(amendments);
    for (Answer<Message> result : amended.results()) {
      if (result instanceof Answer.Refused<Message> refused
          && refused.why().code() == RejectCode.NOT_STORED) {
        throw new StoreException("the store is away", new IllegalStateException());
      }
    }
    return amended.results().stream().filter(Answer.Given.class::isInstance).count();
  }

  /** Does a step on a room's lane and waits for it. */
  <T> T onLane(RoomId room, StoreRead<T> step) throws StoreException {
    CompletableFuture<Answer<T>> done = messages.decide(room, () -> new Answer.Given<>(step.get()));
    Answer<T> answer = done.join();
    if (answer instanceof Answer.Given<T> given) {
      return given.value();
    }
    throw new StoreException("the room's lane is full or stopping", new IllegalStateException());
  }
}
