package dev.natter.gateway.http;

import dev.natter.chat.Emoji;
import dev.natter.chat.Message;
import dev.natter.chat.Messages;
import dev.natter.chat.RoomId;
import dev.natter.net.HttpAnswer;
import dev.natter.wire.AmendRequest;
import dev.natter.wire.ChangesAck;
import dev.natter.wire.ChangesRequest;
import dev.natter.wire.Dialect;
import dev.natter.wire.EditsAck;
import dev.natter.wire.HistoryListing;
import dev.natter.wire.HistoryRequest;
import dev.natter.wire.MalformedException;
import dev.natter.wire.PostedMessage;
import dev.natter.wire.RoomNames;
import dev.natter.wire.SearchAck;
import dev.natter.wire.SearchRequest;
import dev.natter.wire.SendMessage;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The rows of a room's messages. */
public final class MessageRoutes {

  private static final String MESSAGES = "/api/rooms/{room}/messages";
  private static final String MESSAGE = MESSAGES + "/{sequence}";
  private static final String REACTION = MESSAGE + "/reactions/{emoji}";

  private final Messages messages;

  public MessageRoutes(Messages messages) {
    this.messages = messages;
  }

  List<ApiRow> rows() {
    return List.of(
        ApiRow.get(MESSAGES, this::history),
        ApiRow.post(MESSAGES, this::post),
        ApiRow.patch(MESSAGE, this::edit),
        ApiRow.delete(MESSAGE, this::delete),
        ApiRow.get(MESSAGE + "/edits", this::edits),
        ApiRow.put(REACTION, request -> react(request, true)),
        ApiRow.delete(REACTION, request -> react(request, false)),
        ApiRow.get("/api/rooms/{room}/changes", this::changes),
        ApiRow.get("/api/search", this::search));
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

  private CompletionStage<HttpAnswer> edit(ApiRequest request) throws MalformedException {
    SendMessage words = Dialect.NATTER.read(List.of(request.json()));
    return Answers.of(
        messages.edit(request.caller(), request.room(), request.number("sequence"), words.body()),
        MessageRoutes::shown);
  }

  private CompletionStage<HttpAnswer> delete(ApiRequest request) throws MalformedException {
    return Answers.of(
        messages.delete(request.caller(), request.room(), request.number("sequence")),
        MessageRoutes::shown);
  }

  private CompletionStage<HttpAnswer> react(ApiRequest request, boolean on)
      throws MalformedException {
    Emoji emoji = AmendRequest.emoji(request.parameter("emoji"));
    return Answers.of(
        messages.react(request.caller(), request.room(), request.number("sequence"), emoji, on),
        MessageRoutes::shown);
  }

  private CompletionStage<HttpAnswer> edits(ApiRequest request) throws MalformedException {
    RoomId room = request.room();
    long sequence = request.number("sequence");
    return Answers.of(
        messages.edits(request.caller(), room, sequence),
        earlier -> Answers.json(200, EditsAck.of(room, sequence, earlier)));
  }

  private CompletionStage<HttpAnswer> changes(ApiRequest request) throws MalformedException {
    RoomId room = request.room();
    ChangesRequest asked = ChangesRequest.ofQuery(request.query());
    return Answers.of(
        messages.changes(request.caller(), asked.query(room)),
        page -> Answers.json(200, ChangesAck.of(room, page)));
  }

  private CompletionStage<HttpAnswer> search(ApiRequest request) throws MalformedException {
    SearchRequest asked = SearchRequest.ofQuery(request.query());
    String namespace = request.namespace();
    return Answers.of(
        asked.room().isEmpty()
            ? messages.search(request.caller(), namespace, asked.words(), asked.limit())
            : messages.search(request.caller(), asked.query(RoomNames.id(namespace, asked.room()))),
        page -> Answers.json(200, SearchAck.of(page)));
  }

  private static HttpAnswer shown(Message message) {
    return Answers.json(200, PostedMessage.of(message));
  }
}
