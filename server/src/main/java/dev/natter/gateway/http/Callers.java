package dev.natter.gateway.http;

import dev.natter.chat.Answer;
import dev.natter.chat.Caller;
import dev.natter.chat.RejectCode;
import dev.natter.chat.Sender;
import dev.natter.chat.SessionId;
import dev.natter.net.HttpExchange;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/** Says who asks by HTTP: the one place where the API's callers are made. */
public final class Callers {

  private final BiFunction<String, String, CompletionStage<Answer<Caller>>> recognise;

  /**
   * Callers that somebody recognises.
   *
   * @param recognise told the Authorization header, empty if it is missing, and the address
   */
  public Callers(BiFunction<String, String, CompletionStage<Answer<Caller>>> recognise) {
    this.recognise = recognise;
  }

  /** Callers of whom nobody knows anything: guests. */
  public static Callers guests() {
    return new Callers(
        (authorization, address) ->
            CompletableFuture.completedFuture(
                authorization.isEmpty()
                    ? new Answer.Given<>(guest(address))
                    : new Answer.Refused<>(RejectCode.UNAUTHORIZED, "This token is unknown.")));
  }

  /** A guest, who is another one at every request. */
  public static Caller guest(String address) {
    Sender sender = Sender.guest(UUID.randomUUID().toString(), "");
    return Caller.guest(sender, SessionId.NONE, address);
  }

  /** Recognises a request by what it brought with it. */
  CompletionStage<Answer<Caller>> of(HttpExchange exchange) {
    return recognise.apply(exchange.header(HttpHeaderNames.AUTHORIZATION), exchange.address());
  }
}
