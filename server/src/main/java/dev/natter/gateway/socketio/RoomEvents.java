package dev.natter.gateway.socketio;

import com.corundumstudio.socketio.AckRequest;
import dev.natter.chat.Messages;
import dev.natter.chat.RejectCode;
import dev.natter.chat.Rejected;
import dev.natter.chat.RoomId;
import dev.natter.engine.EventArguments;
import dev.natter.wire.Dialect;
import dev.natter.wire.JoinAck;
import dev.natter.wire.MalformedException;
import dev.natter.wire.RoomNames;
import java.util.List;
import java.util.OptionalLong;

/**
 * Lets clients hear rooms. What a session wants changes at once; its seats follow on the rooms'
 * lanes, each between two of the room's messages.
 *
 * <p>Thread: io.
 */
final class RoomEvents {

  private final Messages messages;
  private final SocketIoAudience audience;
  private final Replies replies;
  private final int maxRooms;

  RoomEvents(Messages messages, SocketIoAudience audience, Replies replies, int maxRooms) {
    this.messages = messages;
    this.audience = audience;
    this.replies = replies;
    this.maxRooms = maxRooms;
  }

  /**
   * Lets a new session hear its first room, after all that it has missed if it says what it has.
   */
  void enter(Session session, String firstRoom, OptionalLong serverOffset)
      throws MalformedException {
    RoomId room = session.lobby();
    if (!firstRoom.isEmpty()) {
      room = RoomNames.id(session.namespace(), firstRoom);
      session.name(room);
    }
    if (serverOffset.isPresent()) {
      replay(session, room, serverOffset.getAsLong());
    } else {
      settle(session, room);
    }
  }

  void join(Session session, EventArguments arguments, AckRequest ack) throws MalformedException {
    RoomId room = room(session, arguments);
    if (!session.hasNamed(room) && session.rooms() >= maxRooms) {
      replies.refuse(
          ack,
          new Rejected(
              RejectCode.LIMIT_REACHED, "You are in " + maxRooms + " rooms. Leave one first."));
      return;
    }
    boolean wasNew = !session.hasNamed(room);
    session.name(room);
    var unused =
        messages
            .arrange(session.caller(), room, () -> audience.settle(session, room))
            .thenAccept(
                answer ->
                    answer.fold(
                        position -> answered(ack, JoinAck.of(room, position)),
                        why -> {
                          if (wasNew) {
                            session.unname(room);
                            settleBoth(session, room);
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
    session.unname(room);
    var unused =
        messages
            .arrange(session.caller(), room, () -> audience.settle(session, room))
            .thenAccept(
                answer ->
                    answer.fold(
                        position -> answered(ack, JoinAck.of(room, position)),
                        why -> {
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
                answer ->
                    answer.fold(
                        sequence -> true,
                        why -> {
                          session.client().closeConnection(why.sentence());
                          return true;
                        }));
  }

  private void settleBoth(Session session, RoomId room) {
    settle(session, room);
    settle(session, session.lobby());
  }

  /** One that cannot be given what it is to hear is sent away, to come back. */
  private void settle(Session session, RoomId room) {
    messages.inOrder(
        room,
        () -> audience.settle(session, room),
        why -> session.client().closeConnection(why.sentence()));
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
