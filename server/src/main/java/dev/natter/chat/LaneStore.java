package dev.natter.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What the lanes do with what waits on them: decide, store, tell the rooms, answer.
 *
 * <p>Between two steps drafts go down first and amendments after them, each in one batch: that a
 * message is posted and that another one is modified have no order between them, and an amendment
 * of a message that is being posted finds it.
 *
 * <p>Thread: lane.
 */
final class LaneStore {

  private static final Rejected LATE =
      new Rejected(
          RejectCode.NOT_STORED, "The store is too slow, so this was not kept. Try again.");
  private static final Rejected NO_SUCH_REPLY =
      new Rejected(RejectCode.NOT_FOUND, "The message that this replies to is not there.");
  private static final Rejected UNREADABLE =
      new Rejected(
          RejectCode.NOT_STORED, "The store is away or slow, so this was not kept. Try again.");
  private static final Rejected FAULT =
      new Rejected(RejectCode.INTERNAL, "The server failed at this. Try again in a moment.");

  private final MessageStore store;
  private final Rooms rooms;
  private final RoomEventSink sink;
  private final long patienceNanos;
  private final LongSupplier ticker;
  private final Consumer<Throwable> faults;
  private volatile Function<Draft, Optional<Rejected>> condition = draft -> Optional.empty();

  LaneStore(
      MessageStore store,
      Rooms rooms,
      RoomEventSink sink,
      ChatLimits limits,
      LongSupplier ticker,
      Consumer<Throwable> faults) {
    this.store = store;
    this.rooms = rooms;
    this.sink = sink;
    this.patienceNanos = limits.patience().toNanos();
    this.ticker = ticker;
    this.faults = faults;
  }

  /** Asks something more of each draft before it is stored. */
  void require(Function<Draft, Optional<Rejected>> refusal) {
    condition = refusal;
  }

  /** Modifies messages and tells their rooms, whoever asked for it. */
  Amended store(List<Amendment> amendments) {
    Amended amended = store.amend(amendments);
    amended.changed().forEach(this::publish);
    return amended;
  }

  /** Does all of a batch. */
  void work(List<LaneWork> batch) {
    List<LaneWork.Send> sends = new ArrayList<>();
    List<LaneWork.Amend> amends = new ArrayList<>();
    for (LaneWork work : batch) {
      if (work instanceof LaneWork.Send send) {
        sends.add(send);
      } else if (work instanceof LaneWork.Amend amend) {
        amends.add(amend);
      } else if (work instanceof LaneWork.Step step) {
        append(sends);
        amend(amends);
        sends = new ArrayList<>();
        amends = new ArrayList<>();
        run(step);
      }
    }
    append(sends);
    amend(amends);
  }

  private void run(LaneWork.Step step) {
    try {
      step.body().run();
    } catch (RuntimeException e) {
      faults.accept(e);
      step.refuse(FAULT);
    }
  }

  private void append(List<LaneWork.Send> sends) {
    List<LaneWork.Send> fresh = new ArrayList<>(sends.size());
    long now = ticker.getAsLong();
    for (LaneWork.Send send : sends) {
      if (now - send.since() > patienceNanos) {
        send.refuse(LATE);
      } else {
        refusal(send)
            .or(() -> condition.apply(send.draft()))
            .ifPresentOrElse(send::refuse, () -> fresh.add(send));
      }
    }
    if (fresh.isEmpty()) {
      return;
    }
    try {
      Appended appended = store.append(fresh.stream().map(this::addressed).toList());
      sink.together(() -> tell(appended, fresh));
    } catch (RuntimeException e) {
      faults.accept(e);
      fresh.forEach(send -> send.refuse(FAULT));
    }
  }

  private void tell(Appended appended, List<LaneWork.Send> sends) {
    appended.posted().forEach(this::publish);
    for (int i = 0; i < sends.size(); i++) {
      SendResult result = appended.results().get(i);
      LaneWork.Send send = sends.get(i);
      answer(() -> send.result().complete(result));
    }
  }

  private Optional<Rejected> refusal(LaneWork.Send send) {
    Draft draft = send.draft();
    Optional<Rejected> refusal = rooms.refusal(send.caller(), Act.POST, draft.room());
    if (refusal.isPresent() || draft.references().replyTo() == 0) {
      return refusal;
    }
    try {
      boolean isThere = draft.references().replyTo() <= store.lastSequence(draft.room());
      return isThere ? refusal : Optional.of(NO_SUCH_REPLY);
    } catch (StoreException e) {
      return Optional.of(UNREADABLE);
    }
  }

  /** The draft with those whom its text addresses. */
  private Draft addressed(LaneWork.Send send) {
    Draft draft = send.draft();
    Mentions mentions = MentionedNames.resolve(rooms, draft.room(), draft.body());
    return mentions.isPresent() ? draft.with(draft.references().with(mentions)) : draft;
  }

  private void amend(List<LaneWork.Amend> amends) {
    List<LaneWork.Amend> fresh = new ArrayList<>(amends.size());
    long now = ticker.getAsLong();
    for (LaneWork.Amend amend : amends) {
      if (now - amend.since() > patienceNanos) {
        amend.refuse(LATE);
      } else {
        // Whoever may not read a room is not told either whether a message is there.
        rooms
            .refusal(amend.caller(), Act.READ, amend.amendment().room())
            .ifPresentOrElse(amend::refuse, () -> fresh.add(amend));
      }
    }
    if (fresh.isEmpty()) {
      return;
    }
    try {
      Amended amended = store(fresh.stream().map(LaneWork.Amend::amendment).toList());
      for (int i = 0; i < fresh.size(); i++) {
        Answer<Message> result = amended.results().get(i);
        LaneWork.Amend amend = fresh.get(i);
        answer(() -> amend.result().complete(result));
      }
    } catch (RuntimeException e) {
      faults.accept(e);
      fresh.forEach(amend -> amend.refuse(FAULT));
    }
  }

  private void publish(RoomEvent event) {
    try {
      sink.publish(event);
    } catch (RuntimeException e) {
      // It is stored: who asked for it is told so, whatever became of the broadcast.
      faults.accept(e);
    }
  }

  private void answer(Runnable completion) {
    try {
      completion.run();
    } catch (RuntimeException e) {
      faults.accept(e);
    }
  }
}
