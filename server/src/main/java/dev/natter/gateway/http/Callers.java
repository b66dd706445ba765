package dev.natter.gateway.http;

import dev.natter.auth.Knock;
import dev.natter.chat.Answer;
import dev.natter.chat.Caller;
import dev.natter.chat.RejectCode;
import dev.natter.chat.Sender;
import dev.natter.chat.SessionId;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Says who asks by HTTP: the one place where the API's callers are made, and counted. */
public final class Callers {

  private final Function<Knock, CompletionStage<Answer<Caller>>> recognise;
  private final Function<Knock, Answer<Caller>> strangers;

  /**
   * Callers that somebody recognises.
   *
   * @param recognise told what the request brought
   * @param strangers makes a caller of whom nothing need be known
   */
  public Callers(
      Function<Knock, CompletionStage<Answer<Caller>>> recognise,
      Function<Knock, Answer<Caller>> strangers) {
    this.recognise = recognise;
    this.strangers = strangers;
  }

  /** Callers of whom nobody knows anything: guests. */
  public static Callers guests() {
    return new Callers(
        knock ->
            CompletableFuture.completedFuture(
                knock.bearer().token().isEmpty()
                    ? new Answer.Given<>(guest(knock.address()))
                    : new Answer.Refused<>(RejectCode.UNAUTHORIZED, "This token is unknown.")),
        knock -> new Answer.Given<>(guest(knock.address())));
  }

  /** A guest, who is another one at every request. */
  public static Caller guest(String address) {
    Sender sender = Sender.guest(UUID.randomUUID().toString(), "");
    return Caller.guest(sender, SessionId.NONE, address);
  }

  /** Recognises who asks by what the request brought. */
  CompletionStage<Answer<Caller>> of(Knock knock) {
    return recognise.apply(knock);
  }

  /** Who asks for what everybody may ask for. */
  Answer<Caller> stranger(Knock knock) {
    return strangers.apply(knock);
  }
}
