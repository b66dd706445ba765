package dev.natter.auth;

import dev.natter.chat.Answer;
import dev.natter.chat.Audit;
import dev.natter.chat.AuthMode;
import dev.natter.chat.Caller;
import dev.natter.chat.Deed;
import dev.natter.chat.RateLimits;
import dev.natter.chat.RejectCode;
import dev.natter.chat.Rejected;
import dev.natter.chat.StoreException;
import dev.natter.chat.StoreRead;
import dev.natter.chat.WorkPool;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Those who sign in by HTTP without a password: guests, and who brings a token that a cookie is to
 * keep. Each counts as the connection that follows.
 *
 * <p>Thread: any; nothing here blocks.
 */
public final class Newcomers {

  private static final Rejected NO_GUESTS =
      new Rejected(RejectCode.FORBIDDEN, "Guests are not let in here. Sign in.");
  private static final Rejected TOO_LONG =
      new Rejected(
          RejectCode.TOO_LARGE,
          "A cookie takes a token of " + SessionCookie.MAX_TOKEN_LENGTH + " characters at most.");

  private final AuthSettings settings;
  private final Authenticator authenticator;
  private final NameGiver giver;
  private final OwnTokens tokens;
  private final RateLimits limits;
  private final Audit audit;
  private final WorkPool pool;

  Newcomers(
      AuthSettings settings,
      Authenticator authenticator,
      NameGiver giver,
      OwnTokens tokens,
      RateLimits limits,
      Audit audit,
      WorkPool pool) {
    this.settings = settings;
    this.authenticator = authenticator;
    this.giver = giver;
    this.tokens = tokens;
    this.limits = limits;
    this.audit = audit;
    this.pool = pool;
  }

  /**
   * Makes a guest. Its name is kept for it from its first connection on, which may therefore still
   * find another one.
   *
   * @param knock with a name; its token is not read
   */
  public CompletionStage<Answer<Recognition>> guest(Knock knock) {
    return settings.letsIn(AuthMode.OPEN)
        ? counted(knock, () -> giver.passerBy(knock).fold(this::issued, Answer.Refused::new))
        : refused(knock, NO_GUESTS);
  }

  /**
   * Recognises who brings a token, so that a cookie may keep it.
   *
   * @param knock with a token; its name is not read
   */
  public CompletionStage<Answer<Recognition>> bring(Knock knock) {
    return knock.token().length() > SessionCookie.MAX_TOKEN_LENGTH
        ? refused(knock, TOO_LONG)
        : counted(knock, () -> recognised(knock));
  }

  /** Another token for a guest who has a good one, which stays good as well. */
  public CompletionStage<Answer<Recognition>> renew(Knock knock) {
    return pool.run(
        () -> recognised(knock).fold(known -> issued(known.caller()), Answer.Refused::new));
  }

  private Answer<Recognition> issued(Caller guest) {
    return guest.user().isGuest()
        ? new Answer.Given<>(new Recognition(guest, tokens.issue(guest.sender())))
        : new Answer.Refused<>(AccountBook.NO_ACCOUNT);
  }

  private Answer<Recognition> recognised(Knock knock) throws StoreException {
    Answer<Optional<Identity>> found =
        SessionCookie.isToken(knock.token())
            ? authenticator.identity(knock.token())
            : new Answer.Given<>(Optional.empty());
    return found.fold(
        known ->
            known
                .<Answer<Recognition>>map(who -> new Answer.Given<>(recognition(knock, who)))
                .orElseGet(() -> new Answer.Refused<>(TokenException.notGood().refusal())),
        Answer.Refused::new);
  }

  private static Recognition recognition(Knock knock, Identity who) {
    Token token = new Token(knock.token(), who.expires());
    return new Recognition(who.caller(knock.session(), knock.address()), token);
  }

  private CompletionStage<Answer<Recognition>> counted(
      Knock knock, StoreRead<Answer<Recognition>> work) {
    Optional<Rejected> flooded = limits.refusal(knock.address(), Deed.CONNECT);
    return flooded.isPresent()
        ? refused(knock, flooded.get())
        : pool.run(work).thenApply(answer -> noted(knock, answer));
  }

  private CompletionStage<Answer<Recognition>> refused(Knock knock, Rejected why) {
    return CompletableFuture.completedFuture(noted(knock, new Answer.Refused<>(why)));
  }

  /** What is refused is in the audit log as it is at a connection; who comes in follows there. */
  private Answer<Recognition> noted(Knock knock, Answer<Recognition> answer) {
    Optional<Rejected> why = answer.fold(done -> Optional.empty(), Optional::of);
    if (why.isPresent()) {
      audit.tried(knock.name(), "session:open", knock.address(), why);
    }
    return answer;
  }
}
