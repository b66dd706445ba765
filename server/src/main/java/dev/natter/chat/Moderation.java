package dev.natter.chat;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Keeps order in rooms: takes in, sends away, bans, mutes, gives roles. Everything is decided, kept
 * and told on the room's lane, so that nothing of one who is sent away comes after that. Nobody
 * acts on those who are as high as itself, but on itself.
 *
 * <p>Thread: any. Futures complete on a lane, or at once on the caller's thread. Each answers with
 * the member as it stands then.
 */
public final class Moderation {

  private static final Rejected TOO_HIGH =
      new Rejected(RejectCode.FORBIDDEN, "Its role in the room is as high as yours.");
  private static final Rejected YOURSELF =
      new Rejected(RejectCode.BAD_REQUEST, "Nobody does this to itself. You may leave the room.");
  private static final Rejected LAST_OWNER =
      new Rejected(RejectCode.CONFLICT, "It is the last owner. Make somebody else one before.");
  private static final Rejected BANNED =
      new Rejected(RejectCode.CONFLICT, "It is banned from this room. Take the ban back first.");
  private static final Rejected FULL =
      new Rejected(RejectCode.LIMIT_REACHED, "The room has banned and muted too many already.");
  private static final Rejected TOO_MANY =
      new Rejected(RejectCode.LIMIT_REACHED, "This user belongs to too many rooms.");

  private final Rooms rooms;
  private final Messages messages;
  private final UserNames names;
  private final RoomEventSink sink;
  private final UserEventSink users;

  /**
   * Moderation of rooms.
   *
   * @param sink told of what happened in a room
   * @param users told of what concerns one user
   */
  public Moderation(
      Rooms rooms, Messages messages, UserNames names, RoomEventSink sink, UserEventSink users) {
    this.rooms = rooms;
    this.messages = messages;
    this.names = names;
    this.sink = sink;
    this.users = users;
  }

  /** What is done to a member that may be acted on. */
  @FunctionalInterface
  private interface Deed {
    Answer<Member> to(Member target) throws StoreException;
  }

  /** Takes a user in: it belongs to the room from then on, and may leave. */
  public CompletableFuture<Answer<Member>> invite(Caller caller, RoomId room, UserId user) {
    return messages.decide(
        room,
        () -> {
          Optional<Rejected> refusal = rooms.decide(caller, Act.INVITE, room);
          if (refusal.isPresent()) {
            return new Answer.Refused<>(refusal.get());
          }
          return invite(caller, known(room, user), room, user, Role.MEMBER);
        });
  }

  private Answer<Member> invite(
      Caller caller, Optional<Member> before, RoomId room, UserId user, Role role)
      throws StoreException {
    if (before.filter(Member::belongs).isPresent()) {
      return new Answer.Given<>(before.get());
    }
    if (before.filter(member -> member.sanction().banned()).isPresent()) {
      return new Answer.Refused<>(BANNED);
    }
    Optional<String> name = names.name(room.namespace(), user);
    if (name.isEmpty()) {
      return new Answer.Refused<>(UserNames.NOBODY);
    }
    Optional<Rejected> refusal = rooms.tooMany(user, room, TOO_MANY);
    if (refusal.isPresent()) {
      return new Answer.Refused<>(refusal.get());
    }
    Room record = record(caller, room);
    Member member =
        rooms
            .fresh(room, user, name.get(), role, messages.lastSequence(room))
            .under(before.map(Member::sanction).orElse(Sanction.NONE));
    rooms.book().save(member);
    sink.publish(new MemberJoined(member, caller.session()));
    users.tell(new RoomInvited(user, record, caller.sender()));
    return new Answer.Given<>(member);
  }

  /** The room's record, which a room that has members has. */
  private Room record(Caller caller, RoomId room) throws StoreException {
    Optional<Room> known = rooms.book().entry(room).record();
    if (known.isPresent()) {
      return known.get();
    }
    Room made = Room.of(room, RoomKind.PUBLIC, caller.user(), rooms.now());
    rooms.book().create(made);
    return made;
  }

  /** Sends a user out of the room. */
  public CompletableFuture<Answer<Member>> kick(Caller caller, RoomId room, UserId user) {
    return act(
        "member:kick",
        caller,
        room,
        user,
        target -> {
          Member gone = target.as(Role.GUEST);
          rooms.forget(target);
          sendAway(caller, gone, Departure.KICKED);
          return new Answer.Given<>(gone);
        });
  }

  /** Sends a user out and keeps it out; of a guest, everybody at its address as well. */
  public CompletableFuture<Answer<Member>> ban(
      Caller caller, RoomId room, UserId user, String reason) {
    return act(
        "member:ban",
        caller,
        room,
        user,
        target -> {
          String address = user.isGuest() ? names.attendance().address(room.namespace(), user) : "";
          Member banned = target.as(Role.GUEST).under(target.sanction().banned(reason, address));
          return kept(target, banned, () -> sendAway(caller, banned, Departure.BANNED));
        });
  }

  /** Takes a ban back. */
  public CompletableFuture<Answer<Member>> unban(Caller caller, RoomId room, UserId user) {
    return act(
        "member:unban",
        caller,
        room,
        user,
        target -> {
          Sanction rest = Sanction.NONE.mutedUntil(target.sanction().mutedUntil());
          return kept(target, target.under(rest), () -> {});
        });
  }

  /** Lets a user read and not speak for a while. */
  public CompletableFuture<Answer<Member>> mute(
      Caller caller, RoomId room, UserId user, Duration time) {
    if (time.compareTo(rooms.rules(room.namespace()).longestMute()) > 0 || time.isNegative()) {
      return CompletableFuture.completedFuture(
          new Answer.Refused<>(
              RejectCode.BAD_REQUEST,
              "A mute lasts at most "
                  + rooms.rules(room.namespace()).longestMute().toDays()
                  + " days."));
    }
    return act(
        "member:mute",
        caller,
        room,
        user,
        target -> {
          Sanction muted = target.sanction().mutedUntil(rooms.now().plus(time));
          return kept(target, target.under(muted), () -> tell(caller, target.under(muted)));
        });
  }

  /** Ends a mute. */
  public CompletableFuture<Answer<Member>> unmute(Caller caller, RoomId room, UserId user) {
    return act(
        "member:unmute",
        caller,
        room,
        user,
        target -> {
          Member free = target.under(target.sanction().mutedUntil(Sanction.NONE.mutedUntil()));
          return kept(target, free, () -> tell(caller, free));
        });
  }

  /**
   * Gives a user a role, and takes it in with that if it did not belong to the room.
   *
   * @param role {@link Role#MEMBER} or higher
   */
  public CompletableFuture<Answer<Member>> role(
      Caller caller, RoomId room, UserId user, Role role) {
    if (role == Role.GUEST) {
      return CompletableFuture.completedFuture(
          new Answer.Refused<>(RejectCode.BAD_REQUEST, "A role is member, moderator or owner."));
    }
    return rooms.witnessed(
        caller,
        "member:role",
        user.value() + " " + role.name().toLowerCase(Locale.ROOT),
        room,
        messages.decide(
            room,
            () -> {
              Optional<Rejected> refusal = refusal(caller, Act.ADMINISTER, room, user);
              return refusal.isPresent()
                  ? new Answer.Refused<>(refusal.get())
                  : role(caller, room, user, role, known(room, user));
            }));
  }

  private Answer<Member> role(
      Caller caller, RoomId room, UserId user, Role role, Optional<Member> before)
      throws StoreException {
    if (before.filter(Member::belongs).isEmpty()) {
      return invite(caller, before, room, user, role);
    }
    if (before.get().role() == Role.OWNER
        && role != Role.OWNER
        && rooms.isLastOwner(before.get())) {
      return new Answer.Refused<>(LAST_OWNER);
    }
    Member after = before.get().as(role);
    rooms.book().save(after);
    tell(caller, after);
    return new Answer.Given<>(after);
  }

  private CompletableFuture<Answer<Member>> act(
      String action, Caller caller, RoomId room, UserId user, Deed deed) {
    return rooms.witnessed(
        caller,
        action,
        user.value(),
        room,
        messages.decide(
            room,
            () -> {
              Optional<Rejected> refusal = refusal(caller, Act.MODERATE, room, user);
              return refusal.isPresent()
                  ? new Answer.Refused<>(refusal.get())
                  : deed.to(target(room, user));
            }));
  }

  private Optional<Rejected> refusal(Caller caller, Act act, RoomId room, UserId user)
      throws StoreException {
    Optional<Rejected> refusal = rooms.decide(caller, act, room);
    boolean own = caller.user().equals(user);
    if (refusal.isPresent() || (own && act == Act.ADMINISTER)) {
      return refusal;
    }
    if (own) {
      return Optional.of(YOURSELF);
    }
    if (caller.isAdmin()) {
      return Optional.empty();
    }
    Role theirs = known(room, user).map(Member::role).orElse(Role.GUEST);
    boolean higher = !theirs.atLeast(rooms.role(caller, room));
    return higher ? Optional.empty() : Optional.of(TOO_HIGH);
  }

  private Optional<Member> known(RoomId room, UserId user) throws StoreException {
    return rooms.book().member(room, user);
  }

  /** The user as the room knows it, or as somebody of whom it knows nothing yet. */
  private Member target(RoomId room, UserId user) throws StoreException {
    Optional<Member> known = known(room, user);
    if (known.isPresent()) {
      return known.get();
    }
    String name = names.name(room.namespace(), user).orElse(nameless(user));
    return rooms.fresh(room, user, name, Role.GUEST, messages.lastSequence(room));
  }

  /** What somebody is called of whom nobody knows a name. */
  private static String nameless(UserId user) {
    String id = user.value();
    return id.substring(0, Math.min(Sender.MAX_NAME_LENGTH, id.length()));
  }

  private Answer<Member> kept(Member before, Member after, Runnable then) throws StoreException {
    boolean fresh = before.sanction().equals(Sanction.NONE);
    if (fresh
        && rooms.book().entry(after.room()).sanctioned().size() >= maxSanctions(after.room())) {
      return new Answer.Refused<>(FULL);
    }
    if (after.belongs() || after.sanction().holds(rooms.now())) {
      rooms.book().save(after);
    } else {
      rooms.book().remove(after.room(), after.user());
    }
    then.run();
    return new Answer.Given<>(after);
  }

  private int maxSanctions(RoomId room) {
    return rooms.rules(room.namespace()).maxSanctions();
  }

  private void sendAway(Caller caller, Member gone, Departure why) {
    sink.publish(new MemberLeft(gone.room(), gone.user(), why, caller.session()));
    users.tell(new RoomRemoved(gone.user(), gone.room(), why));
  }

  private void tell(Caller caller, Member member) {
    sink.publish(new MemberChanged(member, caller.session()));
  }
}
