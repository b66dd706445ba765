package dev.natter.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One follower's way from a sequence it knows to hearing the room live.
 *
 * <p>It reads page after page. Where the store has no more, the last step runs on the room's lane,
 * where nothing can come in between: if the newest message is the last one it replayed, the
 * follower is attached there; if not, it reads on. In a room that is written to faster than it can
 * be read, the lane itself reads the rest, once that is little.
 *
 * <p>Thread: any, one step after the other; the hand-over to pool or lane makes each visible to the
 * next.
 */
final class Replay {

  private static final Rejected GONE = new Rejected(RejectCode.NOT_FOUND, "The listener is gone.");
  private static final int PAGE = HistoryQuery.MAX_LIMIT;
  private static final int MOST_ON_LANE = 5 * PAGE;
  private static final int ROUNDS_BEFORE_LANE_READS = 3;

  private final Messages messages;
  private final Caller caller;
  private final RoomId room;
  private final Follower follower;
  private final CompletableFuture<Answer<Long>> result = new CompletableFuture<>();
  private long last;
  private int rounds;

  Replay(Messages messages, Caller caller, RoomId room, long after, Follower follower) {
    this.messages = messages;
    this.caller = caller;
    this.room = room;
    this.last = after;
    this.follower = follower;
  }

  CompletableFuture<Answer<Long>> result() {
    return result;
  }

  /** Reads the next page. Thread: any; never two at once. */
  void start() {
    var unused =
        messages
            .history(caller, next())
            .thenApply(answer -> answer.fold(this::take, this::refuse))
            .exceptionally(fault -> refuse(GONE));
  }

  private HistoryQuery next() {
    return new HistoryQuery(room, last, Long.MAX_VALUE, PAGE);
  }

  private boolean take(HistoryPage page) {
    List<Message> found = page.messages();
    if (found.isEmpty()) {
      attachOnLane();
      return true;
    }
    var unused =
        follower
            .replay(found)
            .thenRun(
                () -> {
                  last = found.get(found.size() - 1).sequence();
                  if (page.more()) {
                    start();
                  } else {
                    attachOnLane();
                  }
                })
            .exceptionally(
                fault -> {
                  refuse(GONE);
                  return null;
                });
    return true;
  }

  private void attachOnLane() {
    rounds++;
    messages.inOrder(room, this::attach, this::refuse);
  }

  private void attach() {
    try {
      Optional<Rejected> refusal = messages.unreadable(caller, room);
      if (refusal.isPresent()) {
        refuse(refusal.get());
        return;
      }
      long newest = messages.lastSequence(room);
      if (newest > last && (rounds <= ROUNDS_BEFORE_LANE_READS || newest - last > MOST_ON_LANE)) {
        start();
        return;
      }
      follower.attach(rest(newest));
      // A sequence from the future is that of another room or store: it follows from the newest.
      result.complete(new Answer.Given<>(newest));
    } catch (StoreException e) {
      refuse(WorkPool.AWAY);
    }
  }

  private List<Message> rest(long newest) throws StoreException {
    List<Message> rest = new ArrayList<>();
    while (last < newest) {
      List<Message> page = messages.historyOnLane(next()).messages();
      if (page.isEmpty()) {
        break;
      }
      rest.addAll(page);
      last = page.get(page.size() - 1).sequence();
    }
    return rest;
  }

  private boolean refuse(Rejected why) {
    return result.complete(new Answer.Refused<>(why));
  }
}
