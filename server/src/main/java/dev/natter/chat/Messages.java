package dev.natter.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
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
      new Rejected(RejectCode.NOT_STORED, "The store is away, so this was not kept. Try again.");
  private static final Rejected BUSY =
      new Rejected(RejectCode.BUSY, "Too much is waiting for this room. Try again in a moment.");

  private final MessageStore store;
  private final Rooms rooms;
  private final ChatLimits limits;
  private final LongSupplier ticker;
  private final Amendments amendments;
  private final HistoryReader historyReader;
  private final Search search;
  private final LaneStore laneStore;
  private final RoomLanes<LaneWork> lanes;
  private final WorkPool readers;
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
    this.limits = limits;
    this.ticker = ticker;
    this.historyReader = new HistoryReader(store, limits.pageCharacters());
    this.search = new Search(store, rooms, limits.pageCharacters());
    this.amendments = new Amendments(rooms);
    this.laneStore = new LaneStore(store, rooms, sink, limits, ticker, faults);
    this.lanes = new RoomLanes<>(limits, laneStore::work);
    this.readers = new WorkPool("natter-read", limits.readers(), limits.waitingReads(), faults);
  }

  /**
   * Asks something more of each draft, on its room's lane, before it is stored.
   *
   * @param refusal why a draft is refused; may block as the store does
   */
  public void require(Function<Draft, Optional<Rejected>> refusal) {
    laneStore.require(refusal);
  }

  /**
   * Posts a draft. The result comes when the message is as durable as the store promises and its
   * room has been told, or with the reason why not; it always comes.
   */
  public CompletableFuture<SendResult> send(Caller caller, Draft draft) {
    long bytes = weight(draft.body().json());
    Optional<Rejected> tooLarge = tooLarge(draft.room(), draft.body().json());
    if (tooLarge.isPresent()) {
      return CompletableFuture.completedFuture(tooLarge.get());
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

  /**
   * Gives a message of the caller's own other words. Like {@link #delete} and {@link #react}, it
   * answers with the message as it stands then, once that is durable and the room has been told;
   * what is so already is not told again. The answer always comes.
   */
  public CompletableFuture<Answer<Message>> edit(
      Caller caller, RoomId room, long sequence, MessageBody body) {
    long bytes = weight(body.json());
    Optional<Rejected> tooLarge = tooLarge(room, body.json());
    if (tooLarge.isPresent()) {
      return CompletableFuture.completedFuture(new Answer.Refused<>(tooLarge.get()));
    }
    return amend(caller, amendments.edit(caller, room, sequence, body), bytes);
  }

  /**
   * Deletes a message, the caller's own or, for moderators, anybody's: its place and its sender
   * stay, its body and all it points at go.
   */
  public CompletableFuture<Answer<Message>> delete(Caller caller, RoomId room, long sequence) {
    return amend(caller, amendments.delete(caller, room, sequence), 0)
        .thenApply(answer -> rooms.deleted(caller, room, sequence, answer));
  }

  /**
   * Adds the caller's reaction to a message, or takes it back.
   *
   * @param on whether it is to be there
   */
  public CompletableFuture<Answer<Message>> react(
      Caller caller, RoomId room, long sequence, Emoji emoji, boolean on) {
    return amend(caller, amendments.react(caller, room, sequence, emoji, on), 0);
  }

  private CompletableFuture<Answer<Message>> amend(Caller caller, Amendment amendment, long bytes) {
    if (stopping || !store.accepting()) {
      return CompletableFuture.completedFuture(new Answer.Refused<>(stopping ? STOPPING : AWAY));
    }
    CompletableFuture<Answer<Message>> result = new CompletableFuture<>();
    LaneWork work = new LaneWork.Amend(caller, amendment, ticker.getAsLong(), result);
    if (!lanes.offer(amendment.room(), work, bytes)) {
      work.refuse(stopping ? STOPPING : BUSY);
    }
    return result;
  }

  /** Reads part of a room's history; less than was asked for if the messages are large. */
  public CompletableFuture<Answer<HistoryPage>> history(Caller caller, HistoryQuery query) {
    return read(caller, query.room(), () -> historyReader.page(query));
  }

  /**
   * Reads history by sequence, around a message, or since a time; less than was asked for if the
   * messages are large. Around a message {@link HistoryPage#more} says whether there is more on
   * either side.
   *
   * @param limit 1 to {@value HistoryQuery#MAX_LIMIT}
   */
  public CompletableFuture<Answer<HistoryPage>> history(
      Caller caller, RoomId room, HistoryPlace place, int limit) {
    return read(caller, room, () -> historyReader.page(room, place, limit));
  }

  /**
   * Reads which messages of a room were modified after a change, as they stand now. With the
   * messages after the newest sequence one knows, that is all one has missed.
   */
  public CompletableFuture<Answer<ChangesPage>> changes(Caller caller, ChangesQuery query) {
    return read(caller, query.room(), () -> store.changes(query).within(limits.pageCharacters()));
  }

  /** Reads what a message said before it was edited, the eldest first; for moderators. */
  public CompletableFuture<Answer<List<EarlierBody>>> edits(
      Caller caller, RoomId room, long sequence) {
    return read(
        () -> rooms.guarded(caller, Act.DELETE_ANY, room, () -> store.earlier(room, sequence)));
  }

  /** Finds a room's newest messages that have all of some words. */
  public CompletableFuture<Answer<SearchPage>> search(Caller caller, SearchQuery query) {
    return read(() -> search.in(caller, query));
  }

  /**
   * Finds the newest messages that have all of some words, in the rooms of a namespace that the
   * caller belongs to, {@value Search#MAX_ROOMS} at most. It has no further page: to see more, one
   * searches a room.
   *
   * @param limit 1 to {@value SearchQuery#MAX_LIMIT}
   */
  public CompletableFuture<Answer<SearchPage>> search(
      Caller caller, String namespace, Words words, int limit) {
    return read(() -> search.everywhere(caller, namespace, words, limit));
  }

  /** Reads something of a room, for a caller who may read it. */
  <T> CompletableFuture<Answer<T>> read(Caller caller, RoomId room, StoreRead<T> read) {
    return read(() -> rooms.guarded(caller, Act.READ, room, read));
  }

  /** Reads on the read pool. */
  <T> CompletableFuture<Answer<T>> read(StoreRead<Answer<T>> read) {
    return readers.run(read);
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
            refuse.accept(WorkPool.AWAY);
          }
        },
        refuse);
    return result;
  }

  /**
   * Lets a caller hear a room, between two of its events, and tells how far the room had come
   * before that.
   *
   * @param change runs on the room's lane if the caller may read there; returns at once
   */
  public CompletableFuture<Answer<RoomPosition>> arrange(
      Caller caller, RoomId room, Runnable change) {
    return change(caller, room, change, () -> position(room));
  }

  /** How far a room has come. Thread: the room's lane. */
  RoomPosition position(RoomId room) throws StoreException {
    return new RoomPosition(store.lastSequence(room), store.lastChange(room));
  }

  /**
   * As {@link #arrange}, without a look at how far the room has come.
   *
   * @return true, unless it is refused
   */
  public CompletableFuture<Answer<Boolean>> seat(Caller caller, RoomId room, Runnable change) {
    return change(caller, room, change, () -> true);
  }

  /** Changes what a caller hears, on the room's lane, if it may read there; answers with a look. */
  private <T> CompletableFuture<Answer<T>> change(
      Caller caller, RoomId room, Runnable change, StoreRead<T> look) {
    return decide(
        room,
        () ->
            rooms.guarded(
                caller,
                Act.READ,
                room,
                () -> {
                  change.run();
                  return look.get();
                }));
  }

  /**
   * Replays everything after a sequence, and then lets the follower hear the room live; it misses
   * nothing and gets nothing twice. What was modified before that sequence is left to {@link
   * #changes}.
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

  /** Modifies messages at once and tells the room. Thread: the room's lane. */
  Amended amendOnLane(List<Amendment> amends) {
    amends.forEach(amendment -> lanes.assertOnLane(amendment.room()));
    return laneStore.store(amends);
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

  /** The sequence of a room's newest message, from the store. Thread: read. */
  long newest(RoomId room) throws StoreException {
    HistoryQuery last = new HistoryQuery(room, HistoryQuery.NO_BOUND, Long.MAX_VALUE, 1);
    return store.history(last).messages().stream().mapToLong(Message::sequence).max().orElse(0);
  }

  /** The number of a room's newest modification, from the store. Thread: read. */
  long newestChange(RoomId room) throws StoreException {
    return store.changes(new ChangesQuery(room, Long.MAX_VALUE, 1)).change();
  }

  /** Reads on the calling thread, for a step on the lane that must not let a message in between. */
  HistoryPage historyOnLane(HistoryQuery query) throws StoreException {
    lanes.assertOnLane(query.room());
    return store.history(query);
  }

  private Optional<Rejected> tooLarge(RoomId room, String body) {
    int ofSpace = rooms.rules(room.namespace()).limits().bodyBytes();
    int most = Math.min(limits.maxBodyBytes(), ofSpace);
    boolean fits = body.length() * 3L <= most || body.getBytes(UTF_8).length <= most;
    return fits
        ? Optional.empty()
        : Optional.of(
            new Rejected(RejectCode.TOO_LARGE, "A message has at most " + most + " bytes."));
  }

  /** Bytes in UTF-8, counted only where that may matter. */
  private long weight(String body) {
    boolean surelySmall = body.length() * 3L <= limits.maxBodyBytes();
    return surelySmall ? body.length() : body.getBytes(UTF_8).length;
  }
}
