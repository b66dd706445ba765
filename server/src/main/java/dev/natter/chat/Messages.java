package dev.natter.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Where all doors meet: takes drafts, orders them on their rooms' lanes, has them stored, tells the
 * rooms, and answers; reads history; brings followers up to date.
 *
 * <p>Thread: any. Futures complete on a lane or a reader, or at once on the caller's thread.
 */
public final class Messages {

  private static final Rejected STOPPING =
      new Rejected(RejectCode.STOPPING, "The server is stopping. Send it again when you are back.");
  private static final Rejected AWAY =
      new Rejected(
          RejectCode.NOT_STORED, "The store is away, so the message was not kept. Try again.");
  private static final Rejected LATE =
      new Rejected(
          RejectCode.NOT_STORED, "The store is too slow, so the message was not kept. Try again.");
  private static final Rejected BUSY =
      new Rejected(RejectCode.BUSY, "Too much is waiting for this room. Try again in a moment.");
  private static final Rejected FAULT =
      new Rejected(RejectCode.INTERNAL, "The server failed at this. Try again in a moment.");

  private final MessageStore store;
  private final Rooms rooms;
  private final RoomEventSink sink;
  private final ChatLimits limits;
  private final LongSupplier ticker;
  private final Consumer<Throwable> faults;
  private final RoomLanes<LaneWork> lanes;
  private final ReadPool readers;
  private volatile boolean stopping;

  /**
   * Starts the lanes and the readers.
   *
   * @param rooms asked before anything is stored
   * @param sink told of each message that was stored
   * @param ticker a clock of nanoseconds that never goes back
   * @param faults told of what should not have happened
   */
  public Messages(
      MessageStore store,
      Rooms rooms,
      RoomEventSink sink,
      ChatLimits limits,
      LongSupplier ticker,
      Consumer<Throwable> faults) {
    this.store = store;
    this.rooms = rooms;
    this.sink = sink;
    this.limits = limits;
    this.ticker = ticker;
    this.faults = faults;
    this.lanes = new RoomLanes<>(limits, this::work);
    this.readers = new ReadPool(limits, faults);
  }

  /**
   * Posts a draft. The result comes when the message is as durable as the store promises and its
   * room has been told, or with the reason why not; it always comes.
   */
  public CompletableFuture<SendResult> send(Caller caller, Draft draft) {
    long bytes = weight(draft.body().json());
    if (bytes > limits.maxBodyBytes()) {
      return CompletableFuture.completedFuture(tooLarge());
    }
    if (stopping) {
      return CompletableFuture.completedFuture(STOPPING);
    }
    if (!store.accepting()) {
      return CompletableFuture.completedFuture(AWAY);
    }
    CompletableFuture<SendResult> result = new CompletableFuture<>();
    if (!lanes.offer(
        draft.room(), new LaneWork.Send(caller, draft, ticker.getAsLong(), result), bytes)) {
      result.complete(stopping ? STOPPING : BUSY);
    }
    return result;
  }

  /** Reads part of a room's history; less than was asked for if the bodies are large. */
  public CompletableFuture<Answer<HistoryPage>> history(Caller caller, HistoryQuery query) {
    return read(
        caller,
        query.room(),
        () -> store.history(query).within(limits.pageCharacters(), query.ascends()));
  }

  /** Reads something of a room, for a caller who may read it. */
  <T> CompletableFuture<Answer<T>> read(Caller caller, RoomId room, StoreRead<T> read) {
    return read(() -> rooms.guarded(caller, Act.READ, room, read));
  }

  /** Reads on the read pool. */
  <T> CompletableFuture<Answer<T>> read(StoreRead<Answer<T>> read) {
    return readers
        .read(read)
        .thenApply(answer -> answer.fold(given -> given, Answer.Refused<T>::new));
  }

  /**
   * Decides something about a room on its lane, in order with its messages.
   *
   * @param decision may block as the store does
   */
  <T> CompletableFuture<Answer<T>> decide(RoomId room, StoreRead<Answer<T>> decision) {
    CompletableFuture<Answer<T>> result = new CompletableFuture<>();
    Consumer<Rejected> refuse = why -> result.complete(new Answer.Refused<>(why));
    inOrder(
        room,
        () -> {
          try {
            result.complete(decision.get());
          } catch (StoreException e) {
            refuse.accept(ReadPool.AWAY);
          }
        },
        refuse);
    return result;
  }

  /**
   * Lets a caller hear a room, between two of its messages, and tells the sequence of the message
   * before that.
   *
   * @param change runs on the room's lane if the caller may read there; returns at once
   */
  public CompletableFuture<Answer<Long>> arrange(Caller caller, RoomId room, Runnable change) {
    return decide(
        room,
        () ->
            rooms.guarded(
                caller,
                Act.READ,
                room,
                () -> {
                  change.run();
                  return store.lastSequence(room);
                }));
  }

  /**
   * Replays everything after a sequence, and then lets the follower hear the room live; it misses
   * nothing and gets nothing twice.
   *
   * @return the sequence it is up to date with
   */
  public CompletableFuture<Answer<Long>> follow(
      Caller caller, RoomId room, long after, Follower follower) {
    Replay replay = new Replay(this, caller, room, after, follower);
    replay.start();
    return replay.result();
  }

  /**
   * Runs something on the room's lane, in order with its messages.
   *
   * @param body returns at once
   * @param refused told if the lane is full or closed; the body never runs then
   */
  public void inOrder(RoomId room, Runnable body, Consumer<Rejected> refused) {
    if (!lanes.offer(room, new LaneWork.Step(body, refused), 0)) {
      refused.accept(stopping ? STOPPING : BUSY);
    }
  }

  /** Whether drafts are taken now. */
  public boolean accepting() {
    return !stopping && store.accepting();
  }

  /** Refuses what comes from now on; what was accepted goes on. */
  public void stopAccepting() {
    stopping = true;
  }

  /**
   * Stops: refuses what comes from now on, and waits until all that was accepted is stored, told
   * and answered.
   *
   * @return whether that was so in time; if not, what was left has been refused
   */
  public boolean close(Duration patience) {
    stopping = true;
    boolean finished = lanes.close(patience);
    lanes.abandon().forEach(work -> work.refuse(STOPPING));
    readers.close();
    return finished;
  }

  /** Why a caller may not read a room now. */
  Optional<Rejected> unreadable(Caller caller, RoomId room) {
    return rooms.refusal(caller, Act.READ, room);
  }

  /** The store's newest sequence of a room. Thread: the room's lane. */
  long lastSequence(RoomId room) throws StoreException {
    lanes.assertOnLane(room);
    return store.lastSequence(room);
  }

  /** Reads on the calling thread, for a step on the lane that must not let a message in between. */
  HistoryPage historyOnLane(HistoryQuery query) throws StoreException {
    lanes.assertOnLane(query.room());
    return store.history(query);
  }

  private void work(List<LaneWork> batch) {
    List<LaneWork.Send> sends = new ArrayList<>();
    for (LaneWork work : batch) {
      if (work instanceof LaneWork.Send send) {
        sends.add(send);
      } else if (work instanceof LaneWork.Step step) {
        store(sends);
        sends = new ArrayList<>();
        run(step);
      }
    }
    store(sends);
  }

  private void run(LaneWork.Step step) {
    try {
      step.body().run();
    } catch (RuntimeException e) {
      faults.accept(e);
      step.refuse(FAULT);
    }
  }

  private void store(List<LaneWork.Send> sends) {
    List<LaneWork.Send> fresh = new ArrayList<>(sends.size());
    long now = ticker.getAsLong();
    for (LaneWork.Send send : sends) {
      if (now - send.since() > limits.patience().toNanos()) {
        send.refuse(LATE);
      } else {
        rooms
            .refusal(send.caller(), Act.POST, send.draft().room())
            .ifPresentOrElse(send::refuse, () -> fresh.add(send));
      }
    }
    if (fresh.isEmpty()) {
      return;
    }
    try {
      Appended appended = store.append(fresh.stream().map(LaneWork.Send::draft).toList());
      appended.posted().forEach(this::publish);
      for (int i = 0; i < fresh.size(); i++) {
        answer(fresh.get(i), appended.results().get(i));
      }
    } catch (RuntimeException e) {
      faults.accept(e);
      fresh.forEach(send -> send.refuse(FAULT));
    }
  }

  private void publish(MessagePosted posted) {
    try {
      sink.publish(posted);
    } catch (RuntimeException e) {
      // The message is stored: its sender is told so, whatever became of the broadcast.
      faults.accept(e);
    }
  }

  private void answer(LaneWork.Send send, SendResult result) {
    try {
      send.result().complete(result);
    } catch (RuntimeException e) {
      faults.accept(e);
    }
  }

  private Rejected tooLarge() {
    return new Rejected(
        RejectCode.TOO_LARGE, "A message has at most " + limits.maxBodyBytes() + " bytes.");
  }

  /** Bytes in UTF-8, counted only where that may matter. */
  private long weight(String body) {
    boolean surelySmall = body.length() * 3L <= limits.maxBodyBytes();
    return surelySmall ? body.length() : body.getBytes(UTF_8).length;
  }
}
