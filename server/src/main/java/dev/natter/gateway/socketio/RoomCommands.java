package dev.natter.gateway.socketio;

import com.corundumstudio.socketio.AckRequest;
import dev.natter.chat.Answer;
import dev.natter.chat.Caller;
import dev.natter.chat.Member;
import dev.natter.chat.RejectCode;
import dev.natter.chat.Rejected;
import dev.natter.chat.Role;
import dev.natter.chat.RoomDesk;
import dev.natter.chat.RoomDirectory;
import dev.natter.chat.RoomId;
import dev.natter.engine.EventArguments;
import dev.natter.wire.CreateRoom;
import dev.natter.wire.Dialect;
import dev.natter.wire.EventName;
import dev.natter.wire.ListRequest;
import dev.natter.wire.MalformedException;
import dev.natter.wire.MemberAck;
import dev.natter.wire.MemberListing;
import dev.natter.wire.RoomAck;
import dev.natter.wire.RoomListing;
import dev.natter.wire.RoomNames;
import dev.natter.wire.RoomQuestion;
import dev.natter.wire.RoomUser;
import dev.natter.wire.UpdateRoom;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Makes, shows and moderates rooms for clients of Natter's own vocabulary.
 *
 * <p>Thread: io; answers from a lane or a reader.
 */
final class RoomCommands {

  private final RoomDesk desk;
  private final MessageEvents messageEvents;
  private final Replies replies;

  RoomCommands(RoomDesk desk, MessageEvents messageEvents, Replies replies) {
    this.desk = desk;
    this.messageEvents = messageEvents;
    this.replies = replies;
  }

  /** What is asked by one caller, with the event's argument as JSON. */
  @FunctionalInterface
  interface Command {
    void run(Session session, String json, AckRequest ack) throws MalformedException;
  }

  /** What is done to a user in a room. */
  @FunctionalInterface
  private interface Deed {
    CompletableFuture<Answer<Member>> to(Caller caller, RoomId room, RoomUser who);
  }

  /** Every command and what it does. */
  Map<EventName, SocketIoGateway.Handler> table() {
    Map<EventName, SocketIoGateway.Handler> table = new EnumMap<>(ofRooms());
    new CursorEvents(desk, replies)
        .table()
        .forEach((name, command) -> table.put(name, command(name, command).getValue()));
    new PresenceEvents(desk.presence(), replies)
        .table()
        .forEach((name, command) -> table.put(name, command(name, command).getValue()));
    return table;
  }

  private Map<EventName, SocketIoGateway.Handler> ofRooms() {
    return Map.ofEntries(
        command(EventName.ROOM_CREATE, this::create),
        command(EventName.ROOM_UPDATE, this::update),
        command(EventName.ROOM_SHOW, this::show),
        command(EventName.ROOM_LIST, this::list),
        command(EventName.ROOM_MEMBERS, this::members),
        command(EventName.DIRECT_OPEN, this::openDirect),
        deed(
            EventName.ROOM_INVITE,
            (caller, room, who) -> desk.moderation().invite(caller, room, who.user())),
        deed(
            EventName.ROOM_KICK,
            (caller, room, who) -> desk.moderation().kick(caller, room, who.user())),
        deed(
            EventName.ROOM_BAN,
            (caller, room, who) -> desk.moderation().ban(caller, room, who.user(), who.reason())),
        deed(
            EventName.ROOM_UNBAN,
            (caller, room, who) -> desk.moderation().unban(caller, room, who.user())),
        deed(
            EventName.ROOM_MUTE,
            (caller, room, who) -> desk.moderation().mute(caller, room, who.user(), who.time())),
        deed(
            EventName.ROOM_UNMUTE,
            (caller, room, who) -> desk.moderation().unmute(caller, room, who.user())),
        deed(EventName.ROOM_ROLE, this::role));
  }

  private Map.Entry<EventName, SocketIoGateway.Handler> command(EventName name, Command command) {
    return Map.entry(
        name,
        (session, arguments, ack) -> {
          messageEvents.recognise(Dialect.NATTER, session);
          command.run(session, json(arguments), ack);
        });
  }

  private Map.Entry<EventName, SocketIoGateway.Handler> deed(EventName name, Deed deed) {
    return command(
        name,
        (session, json, ack) -> {
          RoomUser who = RoomUser.read(json);
          RoomId room = RoomNames.id(session.namespace(), who.room());
          answer(ack, deed.to(session.caller(), room, who), MemberAck::of);
        });
  }

  static String json(EventArguments arguments) throws MalformedException {
    List<String> texts = MessageEvents.texts(arguments);
    return texts.isEmpty() ? "{}" : texts.get(0);
  }

  private <T> void answer(
      AckRequest ack, CompletableFuture<Answer<T>> answer, Function<T, Object> spelled) {
    replies.answer(ack, answer, spelled);
  }

  private void create(Session session, String json, AckRequest ack) throws MalformedException {
    CreateRoom wanted = CreateRoom.read(json);
    RoomId room = RoomNames.id(session.namespace(), wanted.room());
    answer(
        ack,
        desk.changes()
            .create(session.caller(), room, wanted.kind(), wanted.topic(), wanted.readOnly()),
        made -> RoomAck.of(made, Role.OWNER));
  }

  private void update(Session session, String json, AckRequest ack) throws MalformedException {
    UpdateRoom wanted = UpdateRoom.read(json);
    RoomId room = RoomNames.id(session.namespace(), wanted.room());
    answer(ack, desk.changes().update(session.caller(), room, wanted.patch()), RoomCommands::sight);
  }

  private void show(Session session, String json, AckRequest ack) throws MalformedException {
    RoomId room = RoomNames.id(session.namespace(), RoomQuestion.read(json).room());
    answer(ack, desk.directory().show(session.caller(), room), RoomCommands::sight);
  }

  private static RoomAck sight(RoomDirectory.Sight sight) {
    return RoomAck.of(sight.room(), sight.role());
  }

  private void list(Session session, String json, AckRequest ack) throws MalformedException {
    ListRequest wanted = ListRequest.read(json);
    answer(
        ack,
        desk.directory()
            .list(
                session.caller(),
                session.namespace(),
                wanted.words(),
                wanted.cursor(),
                wanted.limit()),
        RoomListing::of);
  }

  private void members(Session session, String json, AckRequest ack) throws MalformedException {
    ListRequest wanted = ListRequest.read(json);
    RoomId room = RoomNames.id(session.namespace(), wanted.room());
    answer(
        ack,
        desk.directory().members(session.caller(), room, wanted.cursor(), wanted.limit()),
        page -> MemberListing.of(room, page, user -> desk.presence().isPresent(room, user)));
  }

  private void openDirect(Session session, String json, AckRequest ack) throws MalformedException {
    answer(
        ack,
        desk.changes().openDirect(session.caller(), session.namespace(), RoomUser.user(json)),
        room -> RoomAck.of(room, Role.MEMBER));
  }

  private CompletableFuture<Answer<Member>> role(Caller caller, RoomId room, RoomUser who) {
    return who.role()
        .map(role -> desk.moderation().role(caller, room, who.user(), role))
        .orElseGet(
            () ->
                CompletableFuture.completedFuture(
                    new Answer.Refused<>(
                        new Rejected(RejectCode.BAD_REQUEST, "'role' is missing."))));
  }
}
