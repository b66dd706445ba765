package dev.natter.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * How far members have read and received, what mentions them, and what that leaves unread. A cursor
 * moves in memory and goes to the store in bulk with every {@link #tick}, so a fall of the server
 * takes back what was moved since; a message costs one look-up in memory, and nothing else in a
 * room of which nobody connected is a member.
 *
 * <p>Thread: any; {@link #tick} one that may block.
 */
public final class Cursors {

  /** The most moves that wait for the store; beyond, news of further members is dropped. */
  static final int MAX_PENDING = 100_000;

  /** The most moves that go to the store at once. */
  static final int BATCH = 1_000;

  /** In a room with more connected members they are not told of every message and receipt. */
  static final int MOST_TOLD = 500;

  /** The most rooms of which a connected user is told what it has not read. */
  static final int MOST_WATCHED = 1_000;

  /** The most messages that wait to be counted as addressing a whole room. */
  static final int MAX_ADDRESSED = 1_000;

  /** The most members for whom such a message is counted, by id. */
  static final int MOST_ADDRESSED = 1_000;

  private static final Rejected NO_MEMBER =
      new Rejected(RejectCode.FORBIDDEN, "Only a member of the room has a place in it to keep.");

  private final Rooms rooms;
  private final Messages messages;
  private final RoomEventSink sink;
  private final UserEventSink users;
  private final Consumer<Throwable> faults;
  private final Watches watches = new Watches();
  private final ConcurrentHashMap<Seat, CursorMove> pending = new ConcurrentHashMap<>();

  /** What the last {@link #tick} brought to the store: who read it just before sees it here. */
  private final ConcurrentHashMap<Seat, CursorMove> settled = new ConcurrentHashMap<>();

  private final ConcurrentHashMap<Seat, CursorMove> receipts = new ConcurrentHashMap<>();
  private final Set<Seat> untold = ConcurrentHashMap.newKeySet();
  private final Set<Address> addressed = ConcurrentHashMap.newKeySet();
  private final Set<RoomId> news = ConcurrentHashMap.newKeySet();

  private record Seat(RoomId room, UserId user) {}

  /** A message that addresses all members of its room. */
  private record Address(RoomId room, long sequence) {}

  /**
   * Cursors of the members of rooms.
   *
   * @param sink told of receipts
   * @param users told of what they have not read
   * @param faults told of what should not have happened
   */
  public Cursors(
      Rooms rooms,
      Messages messages,
      RoomEventSink sink,
      UserEventSink users,
      Consumer<Throwable> faults) {
    this.rooms = rooms;
    this.messages = messages;
    this.sink = sink;
    this.users = users;
    this.faults = faults;
  }

  /**
   * Tells a session's user when what it has not read changes.
   *
   * @return when that has begun the rooms it belongs to, none if another session has begun it;
   *     refused with a store that is away, which leaves the user with what it asks for itself
   */
  public CompletableFuture<Answer<List<RoomId>>> watch(String namespace, Caller caller) {
    UserId user = caller.user();
    return watches.enter(namespace, user)
        ? messages.read(() -> watch(namespace, user))
        : CompletableFuture.completedFuture(new Answer.Given<>(List.of()));
  }

  private Answer<List<RoomId>> watch(String namespace, UserId user) throws StoreException {
    List<Member> found = rooms.book().store().memberships(namespace, user, "", MOST_WATCHED);
    for (Member member : found) {
      watches.add(member.room(), user, current(member));
    }
    return new Answer.Given<>(found.stream().map(Member::room).toList());
  }

  /** Ends that for a session. */
  public void unwatch(String namespace, Caller caller) {
    watches.leave(namespace, caller.user());
  }

  /** What the caller has read up to, which only moves forward. */
  public CompletableFuture<Answer<Long>> read(Caller caller, RoomId room, long sequence) {
    return move(caller, room, sequence, true);
  }

  /** What has reached one of the caller's devices, which only moves forward. */
  public CompletableFuture<Answer<Long>> delivered(Caller caller, RoomId room, long sequence) {
    return move(caller, room, sequence, false);
  }

  private CompletableFuture<Answer<Long>> move(
      Caller caller, RoomId room, long sequence, boolean read) {
    return messages.read(
        () -> {
          Optional<Rejected> refusal = rooms.decide(caller, Act.READ, room);
          if (refusal.isPresent()) {
            return new Answer.Refused<>(refusal.get());
          }
          if (rooms.book().member(room, caller.user()).filter(Member::belongs).isEmpty()) {
            return new Answer.Refused<>(NO_MEMBER);
          }
          long to = Math.min(sequence, newest(room));
          CursorMove move =
              new CursorMove(room, caller.user(), read ? to : 0, read ? 0 : to, List.of());
          keep(move);
          receipts.merge(new Seat(room, caller.user()), move, CursorMove::and);
          return new Answer.Given<>(to);
        });
  }

  /**
   * What a user has not seen of the rooms that it belongs to, by the room's name.
   *
   * @param after the cursor of the page before; empty to begin
   */
  public CompletableFuture<Answer<Listing<Unread>>> list(
      Caller caller, String namespace, String after, int limit) {
    return messages.read(
        () -> {
          List<Member> found =
              rooms.book().store().memberships(namespace, caller.user(), after, limit + 1);
          boolean more = found.size() > limit;
          List<Unread> page = new ArrayList<>();
          for (Member member : more ? found.subList(0, limit) : found) {
            page.add(unread(member.room(), current(member)));
          }
          String next = more ? page.get(page.size() - 1).room().name() : "";
          return new Answer.Given<>(new Listing<>(page, next));
        });
  }

  /** Takes note of what happened in a room. Thread: any; returns at once. */
  void hear(RoomEvent event) {
    if (event instanceof MessagePosted posted) {
      posted(posted.message());
    } else if (event instanceof MessageChanged changed) {
      watches.room(changed.room()).ifPresent(room -> room.changed(changed.message().change()));
    } else if (event instanceof MemberJoined joined) {
      Member member = joined.member();
      watches.add(member.room(), member.user(), member.cursor());
    } else if (event instanceof MemberLeft left) {
      watches.remove(left.room(), left.user());
    }
  }

  private void posted(Message message) {
    Optional<Watches.Watched> watched = watches.room(message.room());
    if (watched.isPresent()) {
      watched.get().posted(message.sequence());
      news.add(message.room());
      UserId sender = message.sender().user();
      if (watched.get().holds(sender)) {
        keep(new CursorMove(message.room(), sender, message.sequence(), 0, List.of()));
      }
    }
    Mentions mentions = message.references().mentions();
    if (mentions.isPresent()) {
      mentions.users().forEach(user -> mentioned(message.room(), user, message.sequence()));
      if (mentions.everyone() && addressed.size() < MAX_ADDRESSED) {
        addressed.add(new Address(message.room(), message.sequence()));
      }
    }
  }

  /** Takes note that a message mentions somebody; of no account if it is no member. */
  void mentioned(RoomId room, UserId user, long sequence) {
    keep(new CursorMove(room, user, 0, 0, List.of(sequence)));
  }

  private void keep(CursorMove move) {
    Seat seat = new Seat(move.room(), move.user());
    watches
        .room(move.room())
        .map(Watches.Watched::cursors)
        .map(cursors -> cursors.computeIfPresent(move.user(), (user, at) -> at.moved(move)))
        // After it has moved: who tells takes the seat first and then looks where the cursor is.
        .ifPresent(moved -> untold.add(seat));
    if (pending.size() < MAX_PENDING || pending.containsKey(seat)) {
      pending.merge(seat, move, CursorMove::and);
    }
  }

  /** A member's cursor with what is still on its way to the store, or came there meanwhile. */
  private Cursor current(Member member) {
    Seat seat = new Seat(member.room(), member.user());
    // In this order, for a move goes from the former to the latter.
    Optional<CursorMove> waiting = Optional.ofNullable(pending.get(seat));
    Optional<CursorMove> kept = Optional.ofNullable(settled.get(seat));
    return Stream.concat(waiting.stream(), kept.stream())
        .reduce(CursorMove::and)
        .map(move -> member.cursor().moved(move))
        .orElse(member.cursor());
  }

  private Unread unread(RoomId room, Cursor cursor) throws StoreException {
    return new Unread(room, newest(room), newestChange(room), cursor);
  }

  private long newestChange(RoomId room) throws StoreException {
    Optional<Watches.Watched> watched = watches.room(room);
    long known = watched.map(Watches.Watched::change).orElse(-1L);
    if (known >= 0) {
      return known;
    }
    long read = messages.newestChange(room);
    watched.ifPresent(here -> here.changesRead(read));
    return read;
  }

  private long newest(RoomId room) throws StoreException {
    Optional<Watches.Watched> watched = watches.room(room);
    long known = watched.map(Watches.Watched::newest).orElse(0L);
    if (known > 0) {
      return known;
    }
    long read = messages.newest(room);
    watched.ifPresent(here -> here.posted(read));
    return read;
  }

  /** Counts a message that addresses a whole room for its members. */
  private void addressMembers() throws StoreException {
    for (Address address : List.copyOf(addressed)) {
      for (Member member :
          rooms.book().store().members(address.room(), Role.MEMBER, "", MOST_ADDRESSED)) {
        mentioned(address.room(), member.user(), address.sequence());
      }
      addressed.remove(address);
    }
  }

  /** Brings what moved to the store and tells what changed; once a second. */
  public void tick() {
    try {
      addressMembers();
      flush();
      tellReceipts();
      tellUnread();
    } catch (StoreException e) {
      // What could not be kept waits for the next time.
    } catch (RuntimeException e) {
      faults.accept(e);
    }
  }

  /** Brings what moved to the store. */
  void flush() throws StoreException {
    settled.clear();
    for (Seat seat : pending.keySet()) {
      pending.computeIfPresent(
          seat,
          (same, move) -> {
            settled.put(seat, move);
            return null;
          });
    }
    List<CursorMove> moves = List.copyOf(settled.values());
    int kept = 0;
    try {
      while (kept < moves.size()) {
        int end = Math.min(kept + BATCH, moves.size());
        rooms.book().store().move(moves.subList(kept, end));
        kept = end;
      }
    } finally {
      for (CursorMove move : moves.subList(kept, moves.size())) {
        pending.merge(new Seat(move.room(), move.user()), move, CursorMove::and);
      }
    }
  }

  private void tellReceipts() {
    for (Seat seat : receipts.keySet()) {
      CursorMove move = receipts.remove(seat);
      int present = watches.room(seat.room()).map(room -> room.cursors().size()).orElse(0);
      if (move == null || present > MOST_TOLD) {
        continue;
      }
      if (move.read() > 0) {
        sink.publish(new CursorMoved(seat.room(), seat.user(), true, move.read()));
      }
      if (move.delivered() > 0) {
        sink.publish(new CursorMoved(seat.room(), seat.user(), false, move.delivered()));
      }
    }
  }

  private void tellUnread() throws StoreException {
    for (RoomId room : List.copyOf(news)) {
      news.remove(room);
      watches
          .room(room)
          .filter(watched -> watched.cursors().size() <= MOST_TOLD)
          .ifPresent(
              watched ->
                  watched.cursors().keySet().forEach(user -> untold.add(new Seat(room, user))));
    }
    for (Seat seat : List.copyOf(untold)) {
      untold.remove(seat);
      Optional<Cursor> cursor =
          watches
              .room(seat.room())
              .flatMap(room -> Optional.ofNullable(room.cursors().get(seat.user())));
      if (cursor.isPresent()) {
        users.tell(new UnreadChanged(seat.user(), unread(seat.room(), cursor.get())));
      }
    }
  }
}
