package dev.natter.gateway.socketio;

import com.corundumstudio.socketio.AckRequest;
import dev.natter.chat.Messages;
import dev.natter.chat.RoomId;
import dev.natter.engine.EventArguments;
import dev.natter.wire.HistoryAck;
import dev.natter.wire.HistoryRequest;
import dev.natter.wire.MalformedException;
import dev.natter.wire.Refusal;
import dev.natter.wire.RoomNames;
import dev.natter.wire.SearchAck;
import dev.natter.wire.SearchRequest;
import java.util.List;

/**
 * Reads back what was said.
 *
 * <p>Thread: io; answers from a reader.
 */
final class HistoryEvents {

  private final Messages messages;
  private final Replies replies;

  HistoryEvents(Messages messages, Replies replies) {
    this.messages = messages;
    this.replies = replies;
  }

  void page(Session session, EventArguments arguments, AckRequest ack) throws MalformedException {
    if (!ack.isAckRequested()) {
      return;
    }
    List<String> texts = MessageEvents.texts(arguments);
    HistoryRequest request = HistoryRequest.read(texts.isEmpty() ? "{}" : texts.get(0));
    RoomId room =
        request.room().isEmpty()
            ? session.speaksIn()
            : RoomNames.id(session.namespace(), request.room());
    var unused =
        messages
            .history(session.caller(), room, request.place(), request.limit())
            .thenAccept(
                answer ->
                    replies.answer(
                        ack, answer.<Object>fold(page -> HistoryAck.of(room, page), Refusal::of)));
  }

  void search(Session session, EventArguments arguments, AckRequest ack) throws MalformedException {
    if (!ack.isAckRequested()) {
      return;
    }
    List<String> texts = MessageEvents.texts(arguments);
    SearchRequest request = SearchRequest.read(texts.isEmpty() ? "{}" : texts.get(0));
    var found =
        request.room().isEmpty()
            ? messages.search(
                session.caller(), session.namespace(), request.words(), request.limit())
            : messages.search(
                session.caller(), request.query(RoomNames.id(session.namespace(), request.room())));
    var unused =
        found.thenAccept(
            answer -> replies.answer(ack, answer.<Object>fold(SearchAck::of, Refusal::of)));
  }
}
