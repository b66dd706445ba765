package dev.natter.chat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The rooms: who may do what in which. Every operation of every door asks here, and what changes a
 * room asks on the room's lane, so that nothing of one who was sent away slips through.
 *
 * <p>In an open public room the answer is one look-up in memory. A room that is closed to a caller
 * is, for that caller, not there.
 *
 * <p>Thread: any that may block: lane or read, never io.
 */
public final class Rooms {

  private static final Rejected NOWHERE =
      new Rejected(RejectCode.NOT_FOUND, "There is no such room, or it is not open to you.");
  private static final Rejected NOT_STORED =
      new Rejected(
          RejectCode.NOT_STORED, "The store is away, so this was not kept. Try again in a moment.");
  private static final Rejected STRANGER =
      new Rejected(RejectCode.UNAUTHORIZED, "Guests are not let in here. Sign in first.");
  private static final Rejected OUTSIDER =
      new Rejected(RejectCode.FORBIDDEN, "You are not let in here with what you signed in by.");
  private static final Rejected BANNED =
      new Rejected(RejectCode.BANNED, "You are banned from this room.");
  private static final Rejected READ_ONLY =
      new Rejected(RejectCode.READ_ONLY, "Only those who run this room speak in it.");

  /** The name under which a token grants a role in every room. */
  private static final String EVERY_ROOM = "*";

  private final RoomBook book;
  private final Function<String, RoomRules> rules;
  private final Clock clock;
  private volatile Witness witness = (by, action, target, room, why) -> {};

  /** Takes note of moderation, and of what was refused of it. Returns at once. */
  @FunctionalInterface
  public interface Witness {
    /**
     * Told of one act.
     *
     * @param target to whom or what; empty for the room itself
     * @param why it was refused; empty if it was done
     */
    void note(Caller by, String action, String target, RoomId room, Optional<Rejected> why);
  }

  /** Rooms that are kept in a store, under the same rules in every namespace. */
  public Rooms(RoomStore store, RoomRules rules, Clock clock) {
    this(store, namespace -> rules, clock);
  }

  /**
   * Rooms that are kept in a store.
   *
   * @param rules those of a namespace
   */
  public Rooms(RoomStore store, Function<String, RoomRules> rules, Clock clock) {
    this.book = new RoomBook(store, clock);
    this.rules = rules;
    this.clock = clock;
  }

  /** Rooms that are forgotten with the process. */
  public Rooms() {
    this(new MemoryRoomStore(), RoomRules.defaults(), Clock.systemUTC());
  }

  /** Tells somebody of all moderation from now on. */
  public void tell(Witness somebody) {
    witness = somebody;
  }

  /** An answer of whose outcome somebody takes note, unless trying again may change it. */
  <T> CompletableFuture<Answer<T>> witnessed(
      Caller by, String action, String target, RoomId room, CompletableFuture<Answer<T>> answer) {
    return answer.thenApply(
        outcome -> {
          Optional<Rejected> why = outcome.fold(done -> Optional.empty(), Optional::of);
          if (why.filter(refusal -> refusal.code().retryable()).isEmpty()) {
            witness.note(by, action, target, room, why);
          }
          return outcome;
        });
  }

  /** Takes note of a message that was deleted, if it is not the caller's own. */
  Answer<Message> deleted(Caller by, RoomId room, long sequence, Answer<Message> answer) {
    Optional<Rejected> why = answer.fold(done -> Optional.empty(), Optional::of);
    boolean anothers =
        answer.fold(
            message -> !message.sender().user().equals(by.user()),
            refusal -> refusal.code() == RejectCode.FORBIDDEN);
    if (anothers) {
      witness.note(by, "message:delete", Long.toString(sequence), room, why);
    }
    return answer;
  }

  /** Why a caller may not do something in a room; empty if it may. */
  public Optional<Rejected> refusal(Caller caller, Act act, RoomId room) {
    try {
      return decide(caller, act, room);
    } catch (StoreException e) {
      return Optional.of(act == Act.POST ? NOT_STORED : WorkPool.AWAY);
    }
  }

  /**
   * Reads something for a caller who may do this in a room. It is asked before, so that nothing is
   * read in vain, and again after, so that nothing said since the caller was sent away is in it.
   */
  <T> Answer<T> guarded(Caller caller, Act act, RoomId room, StoreRead<T> read)
      throws StoreException {
    Optional<Rejected> before = decide(caller, act, room);
    if (before.isPresent()) {
      return new Answer.Refused<>(before.get());
    }
    T value = read.get();
    return decide(caller, act, room)
        .<Answer<T>>map(Answer.Refused::new)
        .orElseGet(() -> new Answer.Given<>(value));
  }

  /** What a caller is in a room: by the room's own record, by its token, or as administrator. */
  public Role role(Caller caller, RoomId room) throws StoreException {
    if (caller.isAdmin() && !room.isDirect()) {
      return Role.OWNER;
    }
    Role own = book.member(room, caller.user()).map(Member::role).orElse(Role.GUEST);
    if (room.isDirect()) {
      return own;
    }
    Role granted = caller.grants().getOrDefault(room.name(), Role.GUEST);
    Role everywhere = caller.grants().getOrDefault(EVERY_ROOM, Role.GUEST);
    Role best = granted.atLeast(everywhere) ? granted : everywhere;
    return own.atLeast(best) ? own : best;
  }

  /** What a room knows of a user who comes to it now. */
  Member fresh(RoomId room, UserId user, String name, Role role, long newest) {
    return new Member(room, user, name, role, now(), Sanction.NONE, Cursor.at(newest));
  }

  /** Ends a membership; what the room holds against the user stays. Thread: the room's lane. */
  void forget(Member member) throws StoreException {
    if (member.sanction().holds(now())) {
      book.save(member.as(Role.GUEST));
    } else {
      book.remove(member.room(), member.user());
    }
  }

  /** The refusal if a user who is not in this room belongs to as many as one may. */
  Optional<Rejected> tooMany(UserId user, RoomId room, Rejected refusal) throws StoreException {
    int most = rules(room.namespace()).maxMemberships();
    boolean full = book.store().memberships(room.namespace(), user, "", most).size() >= most;
    return full ? Optional.of(refusal) : Optional.empty();
  }

  /** Whether a member is an owner and its room has other members and no other owner. */
  boolean isLastOwner(Member member) throws StoreException {
    RoomStore store = book.store();
    return member.role() == Role.OWNER
        && store.members(member.room(), Role.OWNER, "", 2).size() < 2
        && store.members(member.room(), Role.MEMBER, "", 2).size() > 1;
  }

  RoomBook book() {
    return book;
  }

  /** The rules of a namespace. */
  public RoomRules rules(String namespace) {
    return rules.apply(namespace);
  }

  /** Why a caller may not enter a namespace at all; empty if it may. */
  public Optional<Rejected> refusal(Caller caller, String namespace) {
    Optional<AuthMode> mode = caller.user().mode();
    boolean allowed = mode.isEmpty() || rules(namespace).letsIn(mode.get());
    return allowed
        ? Optional.empty()
        : Optional.of(mode.get() == AuthMode.OPEN ? STRANGER : OUTSIDER);
  }

  Instant now() {
    return clock.instant();
  }

  /** As {@link #refusal}, for what fails with the store anyway. */
  Optional<Rejected> decide(Caller caller, Act act, RoomId room) throws StoreException {
    Optional<Rejected> kept = refusal(caller, room.namespace());
    if (kept.isPresent()) {
      return kept;
    }
    RoomBook.Entry entry = book.entry(room);
    if (entry.record().isEmpty() && !isOpenWithoutRecord(room)) {
      return Optional.of(NOWHERE);
    }
    if (!caller.isAdmin() && isBanned(caller, room, entry)) {
      return Optional.of(entry.isClosed() ? NOWHERE : BANNED);
    }
    if (entry.isClosed() && !role(caller, room).atLeast(Role.MEMBER)) {
      return Optional.of(NOWHERE);
    }
    if (isSpeech(act)) {
      Optional<Rejected> silenced = silenced(caller, act, room, entry);
      if (silenced.isPresent()) {
        return silenced;
      }
    }
    boolean allowed = act.least() == Role.GUEST || role(caller, room).atLeast(act.least());
    return allowed ? Optional.empty() : Optional.of(forbidden(act));
  }

  private boolean isOpenWithoutRecord(RoomId room) {
    boolean anybodys = rules(room.namespace()).createOnJoin() || room.name().equals(RoomId.LOBBY);
    return anybodys && !room.isDirect();
  }

  /** A banned address holds guests alone, and those not who belong to the room. */
  private boolean isBanned(Caller caller, RoomId room, RoomBook.Entry entry) throws StoreException {
    if (entry.against(caller.user()).banned()) {
      return true;
    }
    return caller.standing() == Standing.GUEST
        && entry.addresses().contains(caller.address())
        && role(caller, room) == Role.GUEST;
  }

  private static boolean isSpeech(Act act) {
    return act == Act.POST || act == Act.REACT || act == Act.AMEND_OWN;
  }

  private Optional<Rejected> silenced(Caller caller, Act act, RoomId room, RoomBook.Entry entry)
      throws StoreException {
    Instant until = entry.against(caller.user()).mutedUntil();
    if (until.isAfter(now())) {
      Duration rest = Duration.between(now(), until);
      return Optional.of(new Rejected(RejectCode.MUTED, "You are muted here for a while.", rest));
    }
    boolean readOnly = entry.record().isPresent() && entry.record().get().readOnly();
    boolean silent = readOnly && act == Act.POST && !role(caller, room).atLeast(Role.MODERATOR);
    return silent ? Optional.of(READ_ONLY) : Optional.empty();
  }

  private static Rejected forbidden(Act act) {
    return new Rejected(
        RejectCode.FORBIDDEN,
        switch (act.least()) {
          case OWNER -> "Only an owner of the room may do this.";
          case MODERATOR -> "Only those who run the room may do this.";
          default -> "Only a member of the room may do this.";
        });
  }

  /**
   * The members of a room who bear one of some names, by {@link MentionedNames#key} of their names.
   *
   * @param names as they stand in a text
   */
  Map<String, UserId> named(RoomId room, Collection<String> names) {
    try {
      Map<String, UserId> found = new HashMap<>();
      for (Member member : book.store().named(room, names)) {
        found.putIfAbsent(MentionedNames.key(member.name()), member.user());
      }
      return found;
    } catch (StoreException e) {
      // The message is worth more than whom it addresses: if the store is away, it is refused soon.
      return Map.of();
    }
  }

  /** The rooms of a namespace that a caller belongs to, by name; none of a guest. */
  List<RoomId> roomsOf(Caller caller, String namespace, int limit) throws StoreException {
    return book.store().memberships(namespace, caller.user(), "", limit).stream()
        .map(Member::room)
        .toList();
  }
}
