package dev.natter.gateway.socketio;

import com.corundumstudio.socketio.AckRequest;
import dev.natter.chat.Answer;
import dev.natter.chat.Message;
import dev.natter.chat.Messages;
import dev.natter.chat.RoomId;
import dev.natter.engine.EventArguments;
import dev.natter.wire.AmendAck;
import dev.natter.wire.AmendRequest;
import dev.natter.wire.ChangesAck;
import dev.natter.wire.ChangesRequest;
import dev.natter.wire.EditsAck;
import dev.natter.wire.MalformedException;
import dev.natter.wire.Refusal;
import dev.natter.wire.RoomNames;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Modifies messages that were posted, and tells what was modified.
 *
 * <p>Thread: io; answers from a lane or a reader.
 */
final class AmendEvents {

  private final Messages messages;
  private final Replies replies;

  AmendEvents(Messages messages, Replies replies) {
    this.messages = messages;
    this.replies = replies;
  }

  void edit(Session session, EventArguments arguments, AckRequest ack) throws MalformedException {
    AmendRequest request = AmendRequest.read(argument(arguments));
    RoomId room = room(session, request.room());
    answer(ack, messages.edit(session.caller(), room, request.sequence(), request.body()));
  }

  void delete(Session session, EventArguments arguments, AckRequest ack) throws MalformedException {
    AmendRequest request = AmendRequest.read(argument(arguments));
    RoomId room = room(session, request.room());
    answer(ack, messages.delete(session.caller(), room, request.sequence()));
  }

  void react(Session session, EventArguments arguments, AckRequest ack) throws MalformedException {
    AmendRequest request = AmendRequest.read(argument(arguments));
    RoomId room = room(session, request.room());
    answer(
        ack,
        messages.react(session.caller(), room, request.sequence(), request.emoji(), request.on()));
  }

  void edits(Session session, EventArguments arguments, AckRequest ack) throws MalformedException {
    AmendRequest request = AmendRequest.read(argument(arguments));
    RoomId room = room(session, request.room());
    var unused =
        messages
            .edits(session.caller(), room, request.sequence())
            .thenAccept(
                answer ->
                    replies.answer(
                        ack,
                        answer.<Object>fold(
                            earlier -> EditsAck.of(room, request.sequence(), earlier),
                            Refusal::of)));
  }

  void changes(Session session, EventArguments arguments, AckRequest ack)
      throws MalformedException {
    ChangesRequest request = ChangesRequest.read(argument(arguments));
    RoomId room = room(session, request.room());
    var unused =
        messages
            .changes(session.caller(), request.query(room))
            .thenAccept(
                answer ->
                    replies.answer(
                        ack, answer.<Object>fold(page -> ChangesAck.of(room, page), Refusal::of)));
  }

  private void answer(AckRequest ack, CompletableFuture<Answer<Message>> amended) {
    var unused =
        amended.thenAccept(
            answer -> replies.answer(ack, answer.<Object>fold(AmendAck::of, Refusal::of)));
  }

  private static String argument(EventArguments arguments) throws MalformedException {
    List<String> texts = MessageEvents.texts(arguments);
    return texts.isEmpty() ? "{}" : texts.get(0);
  }

  private static RoomId room(Session session, String name) throws MalformedException {
    return name.isEmpty() ? session.speaksIn() : RoomNames.id(session.namespace(), name);
  }
}
