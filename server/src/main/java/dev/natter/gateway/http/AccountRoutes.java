package dev.natter.gateway.http;

import dev.natter.auth.Accounts;
import dev.natter.auth.Bearer;
import dev.natter.auth.Knock;
import dev.natter.auth.Newcomers;
import dev.natter.auth.Recognition;
import dev.natter.auth.SessionCookie;
import dev.natter.auth.SignedIn;
import dev.natter.auth.Token;
import dev.natter.chat.Answer;
import dev.natter.chat.Listing;
import dev.natter.chat.RejectCode;
import dev.natter.chat.Rejected;
import dev.natter.chat.SessionId;
import dev.natter.net.HttpAnswer;
import dev.natter.wire.Credentials;
import dev.natter.wire.MalformedException;
import dev.natter.wire.ShownAccount;
import dev.natter.wire.ShownCaller;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The rows of who one is: registering, signing in and out, the token and its cookie, one's bots.
 *
 * <p>A token goes into a cookie where that is asked for, and always where a cookie told who asks:
 * so a script that somebody smuggled into a page never gets hold of one.
 */
public final class AccountRoutes {

  private static final String BOTS = "/api/bots";

  private static final Rejected FOREIGN_PAGE =
      new Rejected(RejectCode.FORBIDDEN, "Cookies are for pages of this server only.");

  private final Accounts accounts;
  private final Newcomers newcomers;
  private final Clock clock;

  public AccountRoutes(Accounts accounts, Newcomers newcomers, Clock clock) {
    this.accounts = accounts;
    this.newcomers = newcomers;
    this.clock = clock;
  }

  List<ApiRow> rows() {
    return List.of(
        ApiRow.post("/api/register", this::register).openToAll(),
        ApiRow.post("/api/sign-in", this::signIn).openToAll(),
        ApiRow.post("/api/guest", this::guest).openToAll(),
        ApiRow.post("/api/token", this::bring).openToAll(),
        ApiRow.post("/api/sign-out", this::signOut).openToAll(),
        ApiRow.post("/api/sign-out-everywhere", this::signOutEverywhere),
        ApiRow.post("/api/password", this::password),
        ApiRow.post("/api/token/refresh", this::refresh),
        ApiRow.get("/api/me", this::me),
        ApiRow.get(BOTS, this::bots),
        ApiRow.post(BOTS, this::addBot),
        ApiRow.delete(BOTS + "/{name}", this::removeBot));
  }

  private CompletionStage<HttpAnswer> register(ApiRequest request) throws MalformedException {
    Credentials given = Credentials.read(request.json());
    String address = request.caller().address();
    return signedIn(
        request,
        201,
        given.cookie(),
        () -> accounts.register(given.name(), given.password(), address));
  }

  private CompletionStage<HttpAnswer> signIn(ApiRequest request) throws MalformedException {
    Credentials given = Credentials.read(request.json());
    String address = request.caller().address();
    return signedIn(
        request,
        200,
        given.cookie(),
        () -> accounts.signIn(given.name(), given.password(), address));
  }

  private CompletionStage<HttpAnswer> guest(ApiRequest request) throws MalformedException {
    Credentials.Guest given = Credentials.Guest.read(request.json());
    Knock knock = knock(request, "", given.name());
    return recognised(request, 201, given.cookie(), () -> newcomers.guest(knock));
  }

  /** Puts a token into a cookie that its bearer got elsewhere. */
  private CompletionStage<HttpAnswer> bring(ApiRequest request) throws MalformedException {
    Knock knock = knock(request, Credentials.token(request.json()), "");
    return recognised(request, 200, true, () -> newcomers.bring(knock));
  }

  private static Knock knock(ApiRequest request, String token, String name) {
    return new Knock(
        request.namespace(), Bearer.of(token), name, SessionId.NONE, request.caller().address());
  }

  /** Takes the cookie away; who has none, or one that is not good any more, may ask as well. */
  private CompletionStage<HttpAnswer> signOut(ApiRequest request) {
    String header = SessionCookie.gone(request.browser());
    return CompletableFuture.completedFuture(
        request.browser().areOwn()
            ? Answers.none().with("Set-Cookie", header)
            : Problems.of(FOREIGN_PAGE));
  }

  private CompletionStage<HttpAnswer> signOutEverywhere(ApiRequest request)
      throws MalformedException {
    return signedIn(
        request, 200, cookie(request), () -> accounts.signOutEverywhere(request.caller()));
  }

  private CompletionStage<HttpAnswer> password(ApiRequest request) throws MalformedException {
    Credentials.Change change = Credentials.Change.read(request.json());
    return signedIn(
        request,
        200,
        change.cookie(),
        () -> accounts.changePassword(request.caller(), change.old(), change.password()));
  }

  private CompletionStage<HttpAnswer> refresh(ApiRequest request) throws MalformedException {
    Knock knock = knock(request, request.token(), "");
    boolean comesBack = request.caller().user().isGuest() && !request.token().isEmpty();
    return comesBack
        ? recognised(request, 200, cookie(request), () -> newcomers.renew(knock))
        : signedIn(request, 200, cookie(request), () -> accounts.renew(request.caller()));
  }

  private CompletionStage<HttpAnswer> me(ApiRequest request) {
    return CompletableFuture.completedFuture(Answers.json(200, ShownCaller.of(request.caller())));
  }

  private CompletionStage<HttpAnswer> bots(ApiRequest request) {
    return Answers.of(
        accounts.bots(request.caller()),
        bots -> Answers.json(200, ShownAccount.Page.of(new Listing<>(bots, ""))));
  }

  /** A bot's token is shown whoever asks: it is for a program, and for no browser. */
  private CompletionStage<HttpAnswer> addBot(ApiRequest request) throws MalformedException {
    String name = Credentials.name(request.json());
    return Answers.of(
        accounts.addBot(request.caller(), name),
        made -> Answers.json(201, spelled(made, made.token().text())));
  }

  private CompletionStage<HttpAnswer> removeBot(ApiRequest request) {
    return Answers.of(
        accounts.removeBot(request.caller(), request.parameter("name")), gone -> Answers.none());
  }

  /** Whether the body, where there is one, wants a cookie. */
  private static boolean cookie(ApiRequest request) throws MalformedException {
    return request.body().length > 0 && Credentials.cookie(request.json());
  }

  private CompletionStage<HttpAnswer> signedIn(
      ApiRequest request,
      int status,
      boolean cookie,
      Supplier<CompletionStage<Answer<SignedIn>>> deed) {
    return issued(request, status, cookie, deed, SignedIn::token, AccountRoutes::spelled);
  }

  private CompletionStage<HttpAnswer> recognised(
      ApiRequest request,
      int status,
      boolean cookie,
      Supplier<CompletionStage<Answer<Recognition>>> deed) {
    return issued(request, status, cookie, deed, Recognition::token, AccountRoutes::spelled);
  }

  private <T> CompletionStage<HttpAnswer> issued(
      ApiRequest request,
      int status,
      boolean cookie,
      Supplier<CompletionStage<Answer<T>>> deed,
      Function<T, Token> token,
      BiFunction<T, String, Object> spell) {
    if (cookie && !request.browser().areOwn()) {
      return CompletableFuture.completedFuture(Problems.of(FOREIGN_PAGE));
    }
    boolean hidden = cookie || request.byCookie();
    return Answers.of(
        deed.get(),
        done ->
            hidden
                ? Answers.json(status, spell.apply(done, ""))
                    .with(
                        "Set-Cookie",
                        SessionCookie.with(request.browser(), token.apply(done), clock.instant()))
                : Answers.json(status, spell.apply(done, token.apply(done).text())));
  }

  private static ShownAccount.SignedIn spelled(SignedIn done, String token) {
    return ShownAccount.SignedIn.of(done.account(), token, done.token().expires());
  }

  private static ShownCaller.SignedIn spelled(Recognition done, String token) {
    return ShownCaller.SignedIn.of(done.caller(), token, done.token().expires());
  }
}
