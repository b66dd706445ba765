package dev.natter.gateway.http;

import dev.natter.chat.Answer;
import dev.natter.chat.Caller;
import dev.natter.chat.RejectCode;
import dev.natter.chat.Sender;
import dev.natter.chat.SessionId;
import dev.natter.net.HttpExchange;
import dev.natter.wire.ConnectRequest;
import dev.natter.wire.MalformedException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Says who asks by HTTP: the one place where the API's callers are made. */
public final class Callers {

  /** Recognises a request by what it brought with it; a guest may give a {@code ?name=}. */
  CompletionStage<Answer<Caller>> of(HttpExchange exchange) {
    try {
      ConnectRequest request = ConnectRequest.read("", exchange.query());
      String id = UUID.randomUUID().toString();
      Sender sender = Sender.guest(id, request.name());
      return CompletableFuture.completedFuture(
          new Answer.Given<>(Caller.guest(sender, SessionId.NONE, exchange.address())));
    } catch (MalformedException e) {
      return CompletableFuture.completedFuture(
          new Answer.Refused<>(RejectCode.BAD_REQUEST, e.sentence()));
    }
  }
}
