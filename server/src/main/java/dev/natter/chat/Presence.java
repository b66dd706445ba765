package dev.natter.chat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Who is there, room by room. A user is present in a room while one of its devices, at whichever
 * door, has the room open, or is there and is known to belong to it; and for a grace after that, so
 * that a connection that comes and goes is not seen to. Rooms are told by {@link ComingsAndGoings};
 * the last time of those who are there goes to the store once a minute, and when they went.
 *
 * <p>As large as the number of connections and the rooms they have open.
 *
 * <p>Thread: any – guarded by itself; nobody is told while it is held. {@link #tick} and {@link
 * #close} one that may block.
 */
public final class Presence {

  /** How often the time of somebody who stays is noted. */
  static final Duration NOTED_EVERY = Duration.ofMinutes(1);

  /** The most users who stay whose time is noted in one beat. */
  static final int MOST_NOTED = 1_000;

  private final Rooms rooms;
  private final Messages messages;
  private final Attendance attendance;
  private final LastSeen lastSeen;
  private final ComingsAndGoings news;
  private final Duration grace;
  private final LongSupplier ticker;
  private final Map<Place, PresentUser> users = new HashMap<>();
  private final Map<RoomId, NavigableMap<String, PresentUser>> present = new HashMap<>();
  private final Set<PresentUser> leaving = new LinkedHashSet<>();

  /** Those whose time is noted while they stay, each with when it was; the longest ago first. */
  private final Map<PresentUser, Long> noted = new LinkedHashMap<>();

  private record Place(String namespace, UserId user) {}

  /**
   * Nobody yet.
   *
   * @param attendance told of every session as well
   * @param sink told who comes and goes
   * @param grace how long somebody is taken to be there who has lost every connection
   * @param ticker a clock of nanoseconds that never goes back
   */
  public Presence(
      Rooms rooms,
      Messages messages,
      Attendance attendance,
      LastSeen lastSeen,
      RoomEventSink sink,
      Duration grace,
      LongSupplier ticker) {
    this.rooms = rooms;
    this.messages = messages;
    this.attendance = attendance;
    this.lastSeen = lastSeen;
    this.news = new ComingsAndGoings(sink);
    this.grace = grace;
    this.ticker = ticker;
  }

  /** A session began. */
  public void enter(String namespace, Caller caller) {
    attendance.enter(namespace, caller);
    synchronized (this) {
      PresentUser user =
          users.computeIfAbsent(
              new Place(namespace, caller.user()),
              place -> new PresentUser(namespace, caller.sender()));
      user.enter(caller.session());
      user.isCalled(caller.sender());
      if (!caller.user().isGuest()) {
        noted.putIfAbsent(user, ticker.getAsLong());
      }
      // Back within its grace, it is where it belongs; what it has open it opens again.
      user.shown().stream().filter(user::isIn).forEach(user::appears);
    }
  }

  /** A session ended. Its user is there for a while longer, were it the last. */
  public void leave(String namespace, Caller caller) {
    attendance.leave(namespace, caller);
    synchronized (this) {
      PresentUser user = users.get(new Place(namespace, caller.user()));
      if (user != null) {
        long deadline = deadline();
        for (RoomId room : user.leave(caller.session(), rooms.now(), deadline)) {
          if (user.isShown(room) && !user.isIn(room)) {
            user.fades(room, deadline);
          }
        }
        leaving.add(user);
      }
    }
  }

  /** A session goes by another name from now on. */
  public void rename(String namespace, Caller caller) {
    attendance.rename(namespace, caller);
    List<RoomId> shown = List.of();
    synchronized (this) {
      PresentUser user = users.get(new Place(namespace, caller.user()));
      if (user != null) {
        user.isCalled(caller.sender());
        shown = user.shown();
        shown.forEach(room -> news.add(room, Attendee.here(user.who()), count(room)));
      }
    }
    shown.forEach(news::tell);
  }

  /** A session begins to hear a room. */
  public void open(RoomId room, Caller caller) {
    change(room, caller.user(), user -> user.opens(caller.session(), room));
  }

  /** A session that stays hears a room no more; that is seen at once. */
  public void close(RoomId room, Caller caller) {
    change(room, caller.user(), user -> user.closes(caller.session(), room));
  }

  /** A user that is there belongs to some rooms. */
  public void belongs(UserId user, Collection<RoomId> memberships) {
    memberships.forEach(room -> change(room, user, one -> one.belongs(room)));
  }

  /** Takes note of what happened in a room. Thread: any; returns at once. */
  void hear(RoomEvent event) {
    if (event instanceof MemberJoined joined) {
      change(joined.room(), joined.member().user(), one -> one.belongs(joined.room()));
    } else if (event instanceof MemberLeft left) {
      change(left.room(), left.user(), one -> one.belongsNoMore(left.room()));
    }
  }

  /**
   * Changes something about a user that is there.
   *
   * @param change tells whether that was news
   */
  private void change(RoomId room, UserId who, Predicate<PresentUser> change) {
    synchronized (this) {
      PresentUser user = users.get(new Place(room.namespace(), who));
      if (user == null || !change.test(user)) {
        return;
      }
      if (user.isIn(room)) {
        appear(user, room);
      } else if (user.isShown(room) && user.hasDevices()) {
        disappear(user, room, Optional.empty());
      }
    }
    news.tell(room);
  }

  private void appear(PresentUser user, RoomId room) {
    if (user.appears(room)) {
      present.computeIfAbsent(room, key -> new TreeMap<>()).put(user.user().value(), user);
      news.add(room, Attendee.here(user.who()), count(room));
    }
  }

  private void disappear(PresentUser user, RoomId room, Optional<Instant> seen) {
    user.disappears(room);
    present.computeIfPresent(
        room,
        (key, there) -> {
          there.remove(user.user().value());
          return there.isEmpty() ? null : there;
        });
    news.add(room, Attendee.gone(user.who(), seen), count(room));
  }

  private int count(RoomId room) {
    NavigableMap<String, PresentUser> there = present.get(room);
    return there == null ? 0 : there.size();
  }

  private long deadline() {
    return ticker.getAsLong() + grace.toNanos();
  }

  /** Whether a user is present in a room. */
  public synchronized boolean isPresent(RoomId room, UserId user) {
    NavigableMap<String, PresentUser> there = present.get(room);
    return there != null && there.containsKey(user.value());
  }

  /**
   * Those who belong to a room or have it open, by id; only for those who may read it.
   *
   * @param after the cursor of the page before; empty to begin
   */
  public CompletableFuture<Answer<PresencePage>> list(
      Caller caller, RoomId room, String after, int limit) {
    return messages.read(caller, room, () -> page(room, after, limit));
  }

  private PresencePage page(RoomId room, String after, int limit) throws StoreException {
    TreeMap<String, Attendee> found = new TreeMap<>();
    int all = present(room, after, limit + 1, found);
    List<Member> members = rooms.book().store().members(room, Role.MEMBER, after, limit + 1);
    Map<UserId, Instant> seen =
        lastSeen.of(
            members.stream()
                .map(Member::user)
                .filter(user -> !found.containsKey(user.value()))
                .toList());
    for (Member member : members) {
      Sender who = new Sender(member.user(), member.name());
      Optional<Instant> last = Optional.ofNullable(seen.get(member.user()));
      found.merge(
          member.user().value(),
          Attendee.gone(who, last).as(member.role()),
          (here, unused) -> here.as(member.role()));
    }
    List<Attendee> page = found.values().stream().limit(limit).toList();
    boolean more = found.size() > limit;
    String next = more ? page.get(limit - 1).who().user().value() : "";
    return new PresencePage(new Listing<>(page, next), all);
  }

  private synchronized int present(
      RoomId room, String after, int limit, Map<String, Attendee> found) {
    NavigableMap<String, PresentUser> there = present.getOrDefault(room, new TreeMap<>());
    there.tailMap(after, false).entrySet().stream()
        .limit(limit)
        .forEach(
            one -> found.put(one.getKey(), Attendee.here(one.getValue().who()).as(Role.GUEST)));
    return there.size();
  }

  /** Ends the time of those who did not come back, and keeps who was seen when; once a second. */
  void tick() throws StoreException {
    endTimes();
    noteThoseWhoStay();
    news.tick();
    lastSeen.flush();
  }

  private synchronized void endTimes() {
    long now = ticker.getAsLong();
    Iterator<PresentUser> each = leaving.iterator();
    while (each.hasNext()) {
      PresentUser user = each.next();
      Optional<Instant> seen =
          user.hasDevices() || user.user().isGuest() ? Optional.empty() : Optional.of(user.left());
      user.due(now).forEach(room -> disappear(user, room, seen));
      if (user.isGone(now)) {
        users.remove(new Place(user.namespace(), user.user()));
        noted.remove(user);
        lastSeen.note(user.user(), user.left());
        each.remove();
      } else if (user.isSettled()) {
        each.remove();
      }
    }
  }

  private synchronized void noteThoseWhoStay() {
    long now = ticker.getAsLong();
    List<PresentUser> due = new ArrayList<>();
    for (Map.Entry<PresentUser, Long> one : noted.entrySet()) {
      if (now - one.getValue() < NOTED_EVERY.toNanos() || due.size() == MOST_NOTED) {
        break;
      }
      due.add(one.getKey());
    }
    for (PresentUser user : due) {
      note(user);
      noted.remove(user);
      noted.put(user, now);
    }
  }

  private void note(PresentUser user) {
    lastSeen.note(user.user(), user.hasDevices() ? rooms.now() : user.left());
  }

  /** Keeps the last time of everybody who is there. */
  void close() throws StoreException {
    Set<PresentUser> there;
    synchronized (this) {
      there = noted.keySet().stream().collect(Collectors.toSet());
      there.forEach(this::note);
    }
    lastSeen.flush();
  }
}
