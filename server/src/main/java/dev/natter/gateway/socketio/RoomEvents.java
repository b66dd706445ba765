package dev.natter.gateway.socketio;

import com.corundumstudio.socketio.AckRequest;
import dev.natter.chat.Answer;
import dev.natter.chat.Departure;
import dev.natter.chat.Messages;
import dev.natter.chat.RejectCode;
import dev.natter.chat.Rejected;
import dev.natter.chat.RoomChanges;
import dev.natter.chat.RoomDesk;
import dev.natter.chat.RoomId;
import dev.natter.chat.RoomRemoved;
import dev.natter.chat.Rooms;
import dev.natter.engine.EventArguments;
import dev.natter.wire.Dialect;
import dev.natter.wire.JoinAck;
import dev.natter.wire.MalformedException;
import dev.natter.wire.RoomNames;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * Lets clients hear rooms. What a session wants changes at once; its seats follow on the rooms'
 * lanes, each between two of the room's messages.
 *
 * <p>Thread: io.
 */
final class RoomEvents {

  private final Messages messages;
  private final Rooms rooms;
  private final RoomChanges changes;
  private final SocketIoAudience audience;
  private final Replies replies;
  private final int maxRooms;

  RoomEvents(
      Messages messages, RoomDesk desk, SocketIoAudience audience, Replies replies, int maxRooms) {
    this.messages = messages;
    this.rooms = desk.rooms();
    this.changes = desk.changes();
    this.audience = audience;
    this.replies = replies;
    this.maxRooms = maxRooms;
  }

  /**
   * Lets a new session hear its first room, after all that it has missed if it says what it has.
   */
  void enter(Session session, String firstRoom, OptionalLong serverOffset)
      throws MalformedException {
    RoomId lobby = session.lobby();
    RoomId room = firstRoom.isEmpty() ? lobby : RoomNames.id(session.namespace(), firstRoom);
    Runnable seat = () -> audience.settle(session, room);
    if (!firstRoom.isEmpty()) {
      session.name(room);
    }
    if (serverOffset.isPresent()) {
      replay(session, room, serverOffset.getAsLong());
    } else if (firstRoom.isEmpty()) {
      orSentAway(session, room, messages.seat(session.caller(), room, seat));
    } else {
      orSentAway(session, room, changes.join(session.caller(), room, seat));
    }
  }

  /** One that cannot be given its first room now comes back; one that may not have it is told. */
  private <T> void orSentAway(Session session, RoomId room, CompletableFuture<Answer<T>> answer) {
    var unused =
        answer.thenAccept(given -> given.fold(seated -> true, why -> sentAway(session, room, why)));
  }

  private boolean sentAway(Session session, RoomId room, Rejected why) {
    if (why.code().retryable()) {
      session.client().closeConnection(why.sentence());
    } else {
      audience.remove(session, room);
      audience.tellAlone(
          session, new RoomRemoved(session.caller().user(), room, Departure.REFUSED));
    }
    return false;
  }

  void join(Session session, EventArguments arguments, AckRequest ack) throws MalformedException {
    RoomId room = room(session, arguments);
    int most = Math.min(maxRooms, rooms.rules(session.namespace()).maxJoined());
    if (!session.hasNamed(room) && session.rooms() >= most) {
      replies.refuse(
          ack,
          new Rejected(
              RejectCode.LIMIT_REACHED, "You are in " + most + " rooms. Leave one first."));
      return;
    }
    boolean wasNew = !session.hasNamed(room);
    session.name(room);
    var unused =
        changes
            .join(session.caller(), room, () -> audience.settle(session, room))
            .thenAccept(
                answer ->
                    answer.fold(
                        position -> answered(ack, JoinAck.of(room, position)),
                        why -> {
                          if (wasNew) {
                            session.unname(room);
                            settle(session, session.lobby());
                          }
                          replies.refuse(ack, why);
                          return true;
                        }));
    if (!room.equals(session.lobby())) {
      settle(session, session.lobby());
    }
  }

  void leave(Session session, EventArguments arguments, AckRequest ack) throws MalformedException {
    RoomId room = room(session, arguments);
    boolean had = session.hasNamed(room);
    session.unname(room);
    var unused =
        changes
            .leave(session.caller(), room, () -> audience.settle(session, room))
            .thenAccept(
                answer ->
                    answer.fold(
                        position -> answered(ack, JoinAck.of(room, position)),
                        why -> {
                          if (had) {
                            session.name(room);
                          }
                          replies.refuse(ack, why);
                          return true;
                        }));
    if (!room.equals(session.lobby())) {
      settle(session, session.lobby());
    }
  }

  private void replay(Session session, RoomId room, long after) {
    session.replays(room);
    Dialect dialect = session.dialect().orElse(Dialect.TUTORIAL);
    var unused =
        messages
            .follow(
                session.caller(),
                room,
                after,
                new SocketIoFollower(session, room, dialect, audience))
            .thenAccept(
                answer -> answer.fold(sequence -> true, why -> sentAway(session, room, why)));
  }

  private void settle(Session session, RoomId room) {
    orSentAway(
        session, room, messages.seat(session.caller(), room, () -> audience.settle(session, room)));
  }

  private boolean answered(AckRequest ack, JoinAck answer) {
    replies.answer(ack, answer);
    return true;
  }

  private static RoomId room(Session session, EventArguments arguments) throws MalformedException {
    List<String> texts = MessageEvents.texts(arguments);
    return RoomNames.read(session.namespace(), texts.isEmpty() ? "null" : texts.get(0));
  }
}
