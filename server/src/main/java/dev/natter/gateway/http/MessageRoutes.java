package dev.natter.gateway.http;

import dev.natter.chat.Caller;
import dev.natter.chat.HistoryPage;
import dev.natter.chat.Messages;
import dev.natter.chat.RejectCode;
import dev.natter.chat.RoomId;
import dev.natter.chat.Sender;
import dev.natter.chat.SessionId;
import dev.natter.chat.UserId;
import dev.natter.net.HttpAnswer;
import dev.natter.net.HttpExchange;
import dev.natter.net.HttpRoute;
import dev.natter.wire.HistoryListing;
import dev.natter.wire.HistoryRequest;
import dev.natter.wire.MalformedException;
import dev.natter.wire.RoomNames;
import dev.natter.wire.WireCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.List;
import java.util.Set;

/** {@code GET /api/rooms/{room}/messages?namespace=&after=&before=&limit=}. */
public final class MessageRoutes {

  private static final String BEFORE = "/api/rooms/";
  private static final String BEHIND = "/messages";

  private final Messages messages;
  private final Set<String> namespaces;

  public MessageRoutes(Messages messages, Set<String> namespaces) {
    this.messages = messages;
    this.namespaces = Set.copyOf(namespaces);
  }

  /** The routes of it. */
  public List<HttpRoute> routes() {
    return List.of(HttpRoute.get(BEFORE + "*", this::history));
  }

  private void history(HttpExchange exchange) {
    String path = exchange.path();
    int length = path.length() - BEFORE.length() - BEHIND.length();
    if (length < 1 || !path.endsWith(BEHIND)) {
      exchange.answer(Problems.of(404, "There is nothing at this address."));
      return;
    }
    String name = path.substring(BEFORE.length(), BEFORE.length() + length);
    String namespace = exchange.query().getOrDefault("namespace", "/");
    if (!namespaces.contains(namespace)) {
      exchange.answer(Problems.of(404, "There is no such namespace."));
      return;
    }
    try {
      RoomId room = RoomNames.id(namespace, name);
      HistoryRequest request = HistoryRequest.ofQuery(exchange.query());
      var unused =
          messages
              .history(guest(exchange), request.query(room))
              .thenApply(answer -> answer.fold(page -> listing(exchange, room, page), Problems::of))
              .exceptionally(fault -> Problems.of(500, "The server failed at this."))
              .thenAccept(exchange::answer);
    } catch (MalformedException e) {
      exchange.answer(Problems.of(RejectCode.BAD_REQUEST.httpStatus(), e.sentence()));
    }
  }

  private static Caller guest(HttpExchange exchange) {
    return Caller.guest(
        new Sender(UserId.guest("http"), "guest"), SessionId.NONE, exchange.address());
  }

  private static HttpAnswer listing(HttpExchange exchange, RoomId room, HistoryPage page) {
    HttpAnswer answer =
        HttpAnswer.text(200, "application/json", WireCodec.json(HistoryListing.of(room, page)))
            .with("Cache-Control", "no-store");
    return Gzip.packed(answer, exchange.header(HttpHeaderNames.ACCEPT_ENCODING));
  }
}
