package dev.natter.gateway.http;

import dev.natter.chat.Messages;
import dev.natter.chat.RoomId;
import dev.natter.net.HttpAnswer;
import dev.natter.wire.Dialect;
import dev.natter.wire.HistoryListing;
import dev.natter.wire.HistoryRequest;
import dev.natter.wire.MalformedException;
import dev.natter.wire.PostedMessage;
import dev.natter.wire.SendMessage;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The rows of a room's messages. */
public final class MessageRoutes {

  private static final String MESSAGES = "/api/rooms/{room}/messages";

  private final Messages messages;

  public MessageRoutes(Messages messages) {
    this.messages = messages;
  }

  List<ApiRow> rows() {
    return List.of(ApiRow.get(MESSAGES, this::history), ApiRow.post(MESSAGES, this::post));
  }

  private CompletionStage<HttpAnswer> history(ApiRequest request) throws MalformedException {
    RoomId room = request.room();
    HistoryRequest asked = HistoryRequest.ofQuery(request.query());
    return Answers.of(
        messages.history(request.caller(), room, asked.place(), asked.limit()),
        page -> Answers.json(200, HistoryListing.of(room, page)));
  }

  private CompletionStage<HttpAnswer> post(ApiRequest request) throws MalformedException {
    SendMessage message = Dialect.NATTER.read(List.of(request.json()));
    return messages
        .send(request.caller(), message.draft(request.room(), request.caller()))
        .thenApply(
            result ->
                result.fold(
                    accepted ->
                        Answers.json(
                            accepted.resend() ? 200 : 201, PostedMessage.of(accepted.message())),
                    Problems::of));
  }
}
