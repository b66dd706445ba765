package dev.natter.chat;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Makes rooms and changes them, lets users in and out. Everything runs on the room's lane: it is
 * decided, kept and told there, in order with the room's messages.
 *
 * <p>Thread: any. Futures complete on a lane, or at once on the caller's thread.
 */
public final class RoomChanges {

  private static final Rejected TAKEN =
      new Rejected(RejectCode.CONFLICT, "There is a room of that name, or one was spoken in.");
  private static final Rejected SIGN_IN =
      new Rejected(RejectCode.FORBIDDEN, "Guests make no rooms here. Sign in first.");
  private static final Rejected TOO_MANY =
      new Rejected(RejectCode.LIMIT_REACHED, "You belong to too many rooms. Leave one first.");
  private static final Rejected LAST_OWNER =
      new Rejected(
          RejectCode.CONFLICT, "You are the last owner. Make somebody else one before you leave.");
  private static final Rejected ALONE =
      new Rejected(RejectCode.BAD_REQUEST, "A direct room is for two.");
  private static final Rejected NOT_SO =
      new Rejected(RejectCode.BAD_REQUEST, "A room cannot become, or be made, a direct one.");

  private final Rooms rooms;
  private final Messages messages;
  private final UserNames names;
  private final RoomEventSink sink;
  private final UserEventSink users;

  /**
   * Changes of rooms.
   *
   * @param sink told of what happened in a room
   * @param users told of what concerns one user
   */
  public RoomChanges(
      Rooms rooms, Messages messages, UserNames names, RoomEventSink sink, UserEventSink users) {
    this.rooms = rooms;
    this.messages = messages;
    this.names = names;
    this.sink = sink;
    this.users = users;
  }

  /**
   * Makes a room; the caller is its owner. A room in which somebody spoke already belongs to
   * everybody: only an administrator takes it over.
   */
  public CompletableFuture<Answer<Room>> create(
      Caller caller, RoomId id, RoomKind kind, String topic, boolean readOnly) {
    if (kind == RoomKind.DIRECT || id.isDirect()) {
      return CompletableFuture.completedFuture(new Answer.Refused<>(NOT_SO));
    }
    Room room = new Room(id, kind, readOnly, topic, Retention.FOREVER, caller.user(), rooms.now());
    return messages.decide(id, () -> create(caller, room));
  }

  private Answer<Room> create(Caller caller, Room room) throws StoreException {
    RoomId id = room.id();
    Optional<Rejected> stranger = rooms.refusal(caller, id.namespace());
    if (stranger.isPresent()) {
      return new Answer.Refused<>(stranger.get());
    }
    if (caller.standing() == Standing.GUEST && !rooms.rules(id.namespace()).createOnJoin()) {
      return new Answer.Refused<>(SIGN_IN);
    }
    boolean anybodys = id.name().equals(RoomId.LOBBY) || messages.lastSequence(id) > 0;
    if (rooms.book().entry(id).record().isPresent() || (anybodys && !caller.isAdmin())) {
      return new Answer.Refused<>(TAKEN);
    }
    Optional<Rejected> refusal = rooms.tooMany(caller.user(), id, TOO_MANY);
    if (refusal.isPresent()) {
      return new Answer.Refused<>(refusal.get());
    }
    if (!rooms.book().create(room)) {
      return new Answer.Refused<>(TAKEN);
    }
    enter(caller, id, Role.OWNER);
    sink.publish(new RoomChanged(room, caller.session()));
    return new Answer.Given<>(room);
  }

  /** Changes a room's record. A room that becomes private keeps its members and nobody else. */
  public CompletableFuture<Answer<RoomDirectory.Sight>> update(
      Caller caller, RoomId id, RoomPatch patch) {
    Act act = patch.isTopicAlone() ? Act.TOPIC : Act.ADMINISTER;
    return rooms.witnessed(
        caller, "room:update", "", id, messages.decide(id, () -> update(caller, id, act, patch)));
  }

  private Answer<RoomDirectory.Sight> update(Caller caller, RoomId id, Act act, RoomPatch patch)
      throws StoreException {
    Optional<Rejected> refusal = rooms.decide(caller, act, id);
    if (refusal.isPresent()) {
      return new Answer.Refused<>(refusal.get());
    }
    if (patch.kind().filter(kind -> kind == RoomKind.DIRECT).isPresent() || id.isDirect()) {
      return new Answer.Refused<>(NOT_SO);
    }
    Room before =
        rooms
            .book()
            .entry(id)
            .record()
            .orElseGet(() -> Room.of(id, RoomKind.PUBLIC, caller.user(), rooms.now()));
    Room after = patch.applied(before);
    rooms.book().save(after);
    sink.publish(new RoomChanged(after, caller.session()));
    return new Answer.Given<>(new RoomDirectory.Sight(after, rooms.role(caller, id)));
  }

  /** Opens the room that the caller shares with another user, the same whichever of them begins. */
  public CompletableFuture<Answer<Room>> openDirect(Caller caller, String namespace, UserId other) {
    if (other.equals(caller.user())) {
      return CompletableFuture.completedFuture(new Answer.Refused<>(ALONE));
    }
    RoomId id = RoomId.direct(namespace, caller.user(), other);
    return messages.decide(
        id, () -> openDirect(caller, id, other, names.name(id.namespace(), other)));
  }

  /** As the other one, with somebody whose name is known though it may not be connected. */
  public CompletableFuture<Answer<Room>> openDirect(Caller caller, String namespace, Sender other) {
    RoomId id = RoomId.direct(namespace, caller.user(), other.user());
    return messages.decide(
        id, () -> openDirect(caller, id, other.user(), Optional.of(other.name())));
  }

  private Answer<Room> openDirect(Caller caller, RoomId id, UserId other, Optional<String> name)
      throws StoreException {
    Optional<Rejected> stranger = rooms.refusal(caller, id.namespace());
    if (stranger.isPresent()) {
      return new Answer.Refused<>(stranger.get());
    }
    Optional<Room> known = rooms.book().entry(id).record();
    boolean complete =
        known.isPresent()
            && rooms.book().member(id, other).isPresent()
            && rooms.book().member(id, caller.user()).isPresent();
    if (complete) {
      return new Answer.Given<>(known.get());
    }
    if (name.isEmpty()) {
      return new Answer.Refused<>(UserNames.NOBODY);
    }
    Optional<Rejected> refusal = rooms.tooMany(caller.user(), id, TOO_MANY);
    if (refusal.isPresent()) {
      return new Answer.Refused<>(refusal.get());
    }
    Room room = known.orElseGet(() -> Room.of(id, RoomKind.DIRECT, caller.user(), rooms.now()));
    // A server that fell between these steps finishes them when either opens the room again.
    if (known.isEmpty()) {
      rooms.book().create(room);
    }
    enter(caller, id, Role.MEMBER);
    rooms.book().save(rooms.fresh(id, other, name.get(), Role.MEMBER, messages.lastSequence(id)));
    users.tell(new RoomInvited(other, room, caller.sender()));
    return new Answer.Given<>(room);
  }

  /**
   * Lets a caller listen in a room. Whoever is recognised belongs to it from then on; a guest only
   * listens.
   *
   * @param seat gives it its place, on the room's lane; returns at once
   * @return how far the room has come
   */
  public CompletableFuture<Answer<RoomPosition>> join(Caller caller, RoomId room, Runnable seat) {
    return messages.decide(room, () -> admit(caller, room, seat));
  }

  private Answer<RoomPosition> admit(Caller caller, RoomId room, Runnable seat)
      throws StoreException {
    Optional<Rejected> refusal = rooms.decide(caller, Act.READ, room);
    if (refusal.isPresent()) {
      return new Answer.Refused<>(refusal.get());
    }
    if (caller.standing() != Standing.GUEST) {
      Optional<Rejected> full = belong(caller, room);
      if (full.isPresent()) {
        return new Answer.Refused<>(full.get());
      }
    }
    if (rooms.book().entry(room).record().isEmpty()) {
      rooms.book().create(Room.of(room, RoomKind.PUBLIC, caller.user(), rooms.now()));
    }
    RoomPosition position = messages.position(room);
    seat.run();
    return new Answer.Given<>(position);
  }

  /** Takes somebody recognised in who joins, or takes note of the name it has now. */
  private Optional<Rejected> belong(Caller caller, RoomId room) throws StoreException {
    Optional<Member> member = rooms.book().member(room, caller.user()).filter(Member::belongs);
    if (member.isEmpty()) {
      Optional<Rejected> full = rooms.tooMany(caller.user(), room, TOO_MANY);
      if (full.isEmpty()) {
        enter(caller, room, Role.MEMBER);
      }
      return full;
    }
    if (!member.get().name().equals(caller.sender().name())) {
      rooms.book().save(member.get().named(caller.sender().name()));
    }
    return Optional.empty();
  }

  /** Takes a caller in, keeping what the room holds against it. */
  private void enter(Caller caller, RoomId room, Role role) throws StoreException {
    Optional<Member> before = rooms.book().member(room, caller.user());
    String name = caller.sender().name();
    Member member =
        rooms
            .fresh(room, caller.user(), name, role, messages.lastSequence(room))
            .under(before.map(Member::sanction).orElse(Sanction.NONE));
    rooms.book().save(member);
    sink.publish(new MemberJoined(member, caller.session()));
  }

  /**
   * Ends a caller's listening in a room, and its membership with that, on all its devices. The last
   * owner of a room with other members stays.
   *
   * @param seat takes its place away, on the room's lane; returns at once
   * @return how far the room has come
   */
  public CompletableFuture<Answer<RoomPosition>> leave(Caller caller, RoomId room, Runnable seat) {
    return messages.decide(room, () -> dismiss(caller, room, seat));
  }

  private Answer<RoomPosition> dismiss(Caller caller, RoomId room, Runnable seat)
      throws StoreException {
    Optional<Member> member = rooms.book().member(room, caller.user()).filter(Member::belongs);
    if (member.isPresent() && rooms.isLastOwner(member.get())) {
      return new Answer.Refused<>(LAST_OWNER);
    }
    RoomPosition position = messages.position(room);
    seat.run();
    if (member.isPresent() && !room.isDirect()) {
      rooms.forget(member.get());
      sink.publish(new MemberLeft(room, caller.user(), Departure.LEFT, caller.session()));
      users.tell(new RoomRemoved(caller.user(), room, Departure.LEFT));
    }
    return new Answer.Given<>(position);
  }
}
