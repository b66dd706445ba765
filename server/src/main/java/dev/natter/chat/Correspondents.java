package dev.natter.chat;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Guests who write to each other one by one and come back by a key, for vocabularies that know no
 * rooms. What two of them write is kept in their direct room; who they are, for as long as the
 * process runs. Beyond {@value #MAX_KNOWN} the one who has been away longest is forgotten.
 *
 * <p>Thread: any – guarded by its monitor.
 */
public final class Correspondents {

  /** The most that are known. */
  static final int MAX_KNOWN = 10_000;

  /** The most that one is told of. */
  static final int MAX_LISTED = 1_000;

  private static final int KEY_BYTES = 16;
  private static final int ID_BYTES = 8;

  private static final Rejected NOBODY =
      new Rejected(RejectCode.NOT_FOUND, "There is nobody with this id.");
  private static final Rejected ALONE =
      new Rejected(RejectCode.BAD_REQUEST, "A private message is for somebody else.");

  private final Rooms rooms;
  private final Messages messages;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Known> byKey = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Address, Known> byUser = new LinkedHashMap<>();

  private record Address(String namespace, UserId user) {}

  private static final class Known {
    private final Correspondent who;
    private final Map<UserId, RoomId> partners = new LinkedHashMap<>(0);
    private int connections;

    private Known(Correspondent who) {
      this.who = who;
    }

    /** Of too many, the one it began to write with first is forgotten. */
    private void writesWith(UserId partner, RoomId room) {
      partners.put(partner, room);
      if (partners.size() > MAX_LISTED) {
        partners.remove(partners.keySet().iterator().next());
      }
    }
  }

  /** Nobody yet. */
  public Correspondents(Rooms rooms, Messages messages) {
    this.rooms = rooms;
    this.messages = messages;
  }

  /** Whom a key belongs to in a namespace. */
  public synchronized Optional<Correspondent> find(String namespace, String key) {
    return Optional.ofNullable(byKey.get(key))
        .map(known -> known.who)
        .filter(who -> who.namespace().equals(namespace));
  }

  /** A newcomer, who gets a key and an id. */
  public synchronized Correspondent welcome(String namespace, String name) {
    Correspondent who =
        new Correspondent(hex(KEY_BYTES), namespace, UserId.guest(hex(ID_BYTES)), name);
    Known known = new Known(who);
    byKey.put(who.key(), known);
    byUser.put(new Address(namespace, who.user()), known);
    if (byKey.size() > MAX_KNOWN) {
      forgetOne();
    }
    return who;
  }

  private void forgetOne() {
    Iterator<Known> awayLongestFirst = byKey.values().iterator();
    while (awayLongestFirst.hasNext()) {
      Known known = awayLongestFirst.next();
      if (known.connections == 0) {
        awayLongestFirst.remove();
        byUser.remove(new Address(known.who.namespace(), known.who.user()));
        return;
      }
    }
  }

  /** A connection of somebody's began. */
  public synchronized void connected(Correspondent who) {
    known(who.namespace(), who.user()).ifPresent(known -> known.connections++);
  }

  /**
   * A connection of somebody's ended.
   *
   * @return whether it was the last
   */
  public synchronized boolean disconnected(Correspondent who) {
    Optional<Known> known = known(who.namespace(), who.user());
    known.ifPresent(one -> one.connections--);
    return known.isPresent() && known.get().connections == 0;
  }

  /** Whether somebody has a connection. */
  public synchronized boolean isConnected(Correspondent who) {
    return known(who.namespace(), who.user()).filter(one -> one.connections > 0).isPresent();
  }

  /** The newest of those who are known in a namespace, and all with whom one has written. */
  public synchronized List<Correspondent> known(Correspondent viewer) {
    Map<UserId, Correspondent> all = new LinkedHashMap<>();
    partners(viewer).keySet().forEach(user -> add(all, viewer.namespace(), user));
    List<Known> newestLast = new ArrayList<>(byUser.values());
    for (int i = newestLast.size() - 1; i >= 0 && all.size() < MAX_LISTED; i--) {
      Correspondent who = newestLast.get(i).who;
      if (who.namespace().equals(viewer.namespace())) {
        all.put(who.user(), who);
      }
    }
    return List.copyOf(all.values());
  }

  private void add(Map<UserId, Correspondent> all, String namespace, UserId user) {
    known(namespace, user).ifPresent(known -> all.put(user, known.who));
  }

  /** With whom somebody has written, and where that is kept. */
  public synchronized Map<UserId, RoomId> partners(Correspondent who) {
    return known(who.namespace(), who.user())
        .map(known -> Map.copyOf(known.partners))
        .orElse(Map.of());
  }

  /** Who writes in a direct room besides somebody. */
  public synchronized Optional<UserId> other(RoomId room, UserId one) {
    return known(room.namespace(), one)
        .flatMap(
            known ->
                known.partners.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(room))
                    .map(Map.Entry::getKey)
                    .findFirst());
  }

  /** Posts to somebody, who need not be there, in the room of the two. */
  public CompletableFuture<SendResult> send(
      Correspondent from, Caller caller, UserId to, MessageBody body) {
    if (to.equals(from.user())) {
      return CompletableFuture.completedFuture(ALONE);
    }
    Optional<Correspondent> partner = partner(from, to);
    if (partner.isEmpty()) {
      return CompletableFuture.completedFuture(NOBODY);
    }
    RoomId room = RoomId.direct(from.namespace(), from.user(), to);
    CompletableFuture<Optional<Rejected>> opened = new CompletableFuture<>();
    messages.inOrder(
        room,
        () -> opened.complete(open(room, from, partner.get())),
        why -> opened.complete(Optional.of(why)));
    Draft draft = new Draft(room, caller.sender(), body, IdempotencyKey.NONE, caller.session());
    return opened.thenCompose(
        refusal ->
            refusal.isPresent()
                ? CompletableFuture.completedFuture(refusal.get())
                : messages.send(caller, draft));
  }

  private synchronized Optional<Correspondent> partner(Correspondent from, UserId to) {
    Optional<Known> other = known(from.namespace(), to);
    Optional<Known> self = known(from.namespace(), from.user());
    if (other.isPresent() && self.isPresent()) {
      RoomId room = RoomId.direct(from.namespace(), from.user(), to);
      self.get().writesWith(to, room);
      other.get().writesWith(from.user(), room);
    }
    return other.map(known -> known.who);
  }

  /** Makes the room of two with its members, if it is not there. Thread: the room's lane. */
  private Optional<Rejected> open(RoomId room, Correspondent one, Correspondent other) {
    try {
      RoomBook book = rooms.book();
      if (book.entry(room).record().isEmpty()) {
        book.create(Room.of(room, RoomKind.DIRECT, one.user(), rooms.now()));
      }
      for (Correspondent who : List.of(one, other)) {
        if (book.member(room, who.user()).isEmpty()) {
          book.save(
              new Member(
                  room,
                  who.user(),
                  who.name(),
                  Role.MEMBER,
                  rooms.now(),
                  Sanction.NONE,
                  Cursor.START));
        }
      }
      return Optional.empty();
    } catch (StoreException e) {
      return Optional.of(WorkPool.AWAY);
    }
  }

  private Optional<Known> known(String namespace, UserId user) {
    return Optional.ofNullable(byUser.get(new Address(namespace, user)));
  }

  private String hex(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
