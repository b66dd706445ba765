package dev.natter.auth;

import dev.natter.chat.Answer;
import dev.natter.chat.Audit;
import dev.natter.chat.AuthMode;
import dev.natter.chat.Caller;
import dev.natter.chat.Deed;
import dev.natter.chat.GuestNames;
import dev.natter.chat.MemoryAuditStore;
import dev.natter.chat.MemoryUserStore;
import dev.natter.chat.RateLimits;
import dev.natter.chat.RateSettings;
import dev.natter.chat.RejectCode;
import dev.natter.chat.Rejected;
import dev.natter.chat.Sender;
import dev.natter.chat.SessionId;
import dev.natter.chat.Standing;
import dev.natter.chat.StoreException;
import dev.natter.chat.UserId;
import dev.natter.chat.UserStore;
import dev.natter.chat.WorkPool;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Stands at every door: lets people in as whom they are recognised, counts what they do, and sends
 * them away when their recognition ends.
 *
 * <p>Thread: any; nothing here blocks.
 */
public final class Doorkeeper implements AutoCloseable {

  private static final int THREADS = 2;
  private static final int MAX_WAITING = 5_000;

  private static final Rejected FULL =
      new Rejected(
          RejectCode.BUSY, "As many are connected here as there may be. Try again in a moment.");

  private final AuthSettings settings;
  private final Authenticator authenticator;
  private final OwnTokens tokens;
  private final RateLimits limits;
  private final Audit audit;
  private final WorkPool pool;
  private final GuestNames names = new GuestNames();
  private final NameGiver giver;
  private final OpenSessions inside;
  private final Accounts accounts;
  private final Newcomers newcomers;

  private Doorkeeper(
      AuthSettings settings,
      OwnTokens tokens,
      UserStore users,
      RateLimits limits,
      Audit audit,
      Clock clock,
      Consumer<Throwable> faults) {
    this.settings = settings;
    this.authenticator = new Authenticator(settings, tokens, users, clock);
    this.tokens = tokens;
    this.giver = new NameGiver(settings.guestNaming(), names, users);
    this.limits = limits;
    this.audit = audit;
    this.inside = new OpenSessions(names, limits, clock);
    this.pool = new WorkPool("natter-auth", THREADS, MAX_WAITING, faults);
    this.accounts =
        new Accounts(settings, users, tokens, limits, audit, clock, inside::sendAway, faults);
    this.newcomers = new Newcomers(settings, authenticator, giver, tokens, limits, audit, pool);
  }

  /**
   * One that knows the accounts of a store.
   *
   * @throws StoreException if the store does not answer
   * @throws IllegalArgumentException if the trusted issuer's keys cannot be used, with a sentence
   *     for whoever set them
   */
  public static Doorkeeper of(
      AuthSettings settings,
      UserStore users,
      RateLimits limits,
      Audit audit,
      Clock clock,
      Consumer<Throwable> faults)
      throws StoreException {
    byte[] proposed = new byte[OwnTokens.KEY_BYTES];
    new SecureRandom().nextBytes(proposed);
    OwnTokens tokens = new OwnTokens(users.signingKey(proposed), clock, settings.tokenLife());
    return new Doorkeeper(settings, tokens, users, limits, audit, clock, faults);
  }

  /** One that lets everybody in as a guest, and holds nobody back. */
  public static Doorkeeper open(Consumer<Throwable> faults) {
    Clock clock = Clock.systemUTC();
    Audit audit = new Audit(new MemoryAuditStore(), clock, entry -> {});
    RateLimits limits = new RateLimits(RateSettings.off(), System::nanoTime);
    try {
      return of(AuthSettings.open(), new MemoryUserStore(), limits, audit, clock, faults);
    } catch (StoreException e) {
      throw new IllegalStateException("memory is always there", e);
    }
  }

  /** Whether those are let in who are recognised in this way. */
  public boolean letsIn(AuthMode mode) {
    return settings.letsIn(mode);
  }

  /** The accounts that it knows. */
  public Accounts accounts() {
    return accounts;
  }

  /** Who signs in without a password. */
  public Newcomers newcomers() {
    return newcomers;
  }

  /** Who is let in, for who starts the server. */
  public String sentence() {
    List<String> parts = new ArrayList<>();
    if (settings.letsIn(AuthMode.OPEN)) {
      parts.add("everybody is let in, as a guest");
    }
    if (settings.letsIn(AuthMode.ACCOUNTS)) {
      parts.add("accounts sign in");
    }
    settings
        .issuer()
        .ifPresent(
            issuer ->
                parts.add(
                    "tokens are trusted"
                        + (issuer.issuer().isEmpty() ? " of any issuer (set jwt-issuer)" : "")
                        + (issuer.audience().isEmpty() ? " for any audience" : "")));
    return String.join("; ", parts);
  }

  /** Lets somebody in at a connection, or tells why not. */
  public CompletionStage<Answer<Admission>> admit(Knock knock) {
    Optional<Rejected> flooded = limits.refusal(knock.address(), Deed.CONNECT);
    if (flooded.isPresent()) {
      return CompletableFuture.completedFuture(new Answer.Refused<>(flooded.get()));
    }
    CompletableFuture<Answer<Admission>> answer =
        isNobody(knock)
            ? CompletableFuture.completedFuture(pool.answer(() -> decide(knock)))
            : pool.run(() -> decide(knock));
    return answer.thenApply(result -> noted(knock, result));
  }

  /**
   * Who asks without a connection, counted whether it is recognised or not. A guest is another
   * every time, and its name nobody else's at that moment.
   *
   * @param knock without a session
   */
  public CompletionStage<Answer<Caller>> caller(Knock knock) {
    if (isNobody(knock)) {
      return CompletableFuture.completedFuture(stranger(knock));
    }
    return pool.run(() -> recognise(knock))
        .thenApply(
            answer ->
                answer.fold(
                    caller -> counted(knock, caller),
                    why -> stranger(knock).fold(unused -> answer, Answer.Refused::new)));
  }

  /** Who asks by HTTP for what everybody may ask for, counted; whatever it brings is not read. */
  public Answer<Caller> stranger(Knock knock) {
    return counted(knock, nameless(knock.address()));
  }

  private Answer<Caller> counted(Knock knock, Caller caller) {
    return limits
        .refusal(caller, Deed.EVENT, knock.namespace())
        .<Answer<Caller>>map(Answer.Refused::new)
        .orElseGet(() -> new Answer.Given<>(caller));
  }

  private Answer<Caller> recognise(Knock knock) throws StoreException {
    Answer<Optional<Identity>> found = authenticator.identity(knock.token());
    if (found instanceof Answer.Given<Optional<Identity>> given) {
      return given.value().isPresent()
          ? new Answer.Given<>(given.value().get().caller(SessionId.NONE, knock.address()))
          : passerBy(knock);
    }
    return found.fold(unused -> another(), Answer.Refused::new);
  }

  private Answer<Caller> passerBy(Knock knock) throws StoreException {
    return knock.name().isEmpty()
        ? new Answer.Given<>(nameless(knock.address()))
        : giver.passerBy(knock);
  }

  /** Whether it is let in as a guest without a name, for which nothing must be looked up. */
  private boolean isNobody(Knock knock) {
    return knock.token().isEmpty() && knock.name().isEmpty() && settings.letsIn(AuthMode.OPEN);
  }

  /** Counts what a caller does in a namespace; tells why it may not, if it may not. */
  public Optional<Rejected> refusal(Caller caller, Deed deed, String namespace) {
    return limits.refusal(caller, deed, namespace);
  }

  /**
   * Looks at the clock: announces what is about to expire, ends what has, and forgets what never
   * began. To be called every second.
   */
  public void tick() {
    inside.tick();
  }

  void forget(Admission admission) {
    inside.forget(admission);
  }

  Token guestToken(Admission admission) {
    return tokens.issue(admission.caller().sender());
  }

  CompletionStage<Answer<Admission>> refresh(Admission admission, String token) {
    return pool.run(
        () ->
            authenticator
                .identity(token)
                .fold(
                    found -> found.map(who -> goOn(admission, who)).orElseGet(Doorkeeper::another),
                    Answer.Refused::new));
  }

  CompletionStage<Answer<Admission>> extend(Admission admission) {
    if (admission.cookieEpoch().isEmpty()) {
      return CompletableFuture.completedFuture(
          new Answer.Refused<>(RejectCode.BAD_REQUEST, "'token' is missing."));
    }
    UserId user = admission.caller().user();
    long epoch = admission.cookieEpoch().getAsLong();
    return pool.run(
        () ->
            authenticator
                .again(user, epoch)
                .fold(who -> goOn(admission, who), Answer.Refused::new));
  }

  CompletionStage<Answer<Caller>> rename(Admission admission, String wanted) {
    Caller before = admission.caller();
    if (before.standing() != Standing.GUEST) {
      return CompletableFuture.completedFuture(new Answer.Given<>(before));
    }
    return pool.run(
        () -> {
          Optional<String> free = giver.named(admission.namespace(), before.user(), wanted);
          if (free.isEmpty()) {
            return new Answer.Refused<>(NameGiver.TAKEN);
          }
          Sender sender = new Sender(before.user(), free.get());
          Caller now = Caller.guest(sender, before.session(), before.address());
          String unneeded = admission.isNow(now) ? before.sender().name() : sender.name();
          names.giveBack(admission.namespace(), unneeded, before.user());
          return new Answer.Given<>(now);
        });
  }

  private Answer<Admission> goOn(Admission admission, Identity who) {
    Caller before = admission.caller();
    if (!who.user().equals(before.user())) {
      return another();
    }
    Caller now =
        new Caller(
            before.sender(), who.standing(), who.grants(), before.session(), before.address());
    admission.goesOn(now, who.expires());
    inside.watch(admission);
    return new Answer.Given<>(admission);
  }

  private static <T> Answer<T> another() {
    return new Answer.Refused<>(
        RejectCode.FORBIDDEN, "The token is not of the same user. Connect anew.");
  }

  private Answer<Admission> decide(Knock knock) throws StoreException {
    Answer<Optional<Identity>> found = authenticator.identity(knock.token());
    if (found instanceof Answer.Given<Optional<Identity>> given) {
      return given.value().isPresent()
          ? known(knock, given.value().get())
          : guest(
              knock,
              UserId.guest(knock.session().value()),
              knock.name(),
              Optional.empty(),
              OptionalLong.empty());
    }
    return found.fold(unused -> another(), Answer.Refused::new);
  }

  private Answer<Admission> known(Knock knock, Identity who) throws StoreException {
    boolean byCookie = knock.bearer().byCookie() && who.isOurs();
    OptionalLong cookieEpoch = byCookie ? OptionalLong.of(who.epoch()) : OptionalLong.empty();
    if (who.user().isGuest()) {
      // A guest that says its token itself need not renew it: it gets another one each time.
      Optional<Instant> expires = byCookie ? who.expires() : Optional.empty();
      return guest(knock, who.user(), who.name(), expires, cookieEpoch);
    }
    Caller caller = who.caller(knock.session(), knock.address());
    // An account's name is its own anyhow; another token's subject may share it with somebody.
    var unused = names.take(knock.namespace(), caller.sender().name(), caller.user());
    return let(knock, caller, who.expires(), cookieEpoch);
  }

  private Answer<Admission> guest(
      Knock knock, UserId user, String wanted, Optional<Instant> expires, OptionalLong cookieEpoch)
      throws StoreException {
    Optional<String> free =
        wanted.isEmpty()
            ? giver.unnamed(knock.namespace(), user)
            : giver.named(knock.namespace(), user, wanted);
    if (free.isEmpty()) {
      return new Answer.Refused<>(NameGiver.TAKEN);
    }
    Sender sender = new Sender(user, free.get());
    Caller caller = Caller.guest(sender, knock.session(), knock.address());
    return let(knock, caller, expires, cookieEpoch);
  }

  private Answer<Admission> let(
      Knock knock, Caller caller, Optional<Instant> expires, OptionalLong cookieEpoch) {
    Admission admission =
        new Admission(this, knock.namespace(), caller, expires, cookieEpoch, System.nanoTime());
    if (!inside.enter(admission)) {
      inside.forget(admission);
      return new Answer.Refused<>(FULL);
    }
    return new Answer.Given<>(admission);
  }

  private Answer<Admission> noted(Knock knock, Answer<Admission> answer) {
    return answer.fold(
        admission -> {
          Caller caller = admission.caller();
          if (caller.standing() != Standing.GUEST) {
            audit.done(caller, "session:open", knock.namespace());
          }
          return answer;
        },
        why -> {
          audit.tried(knock.name(), "session:open", knock.address(), Optional.of(why));
          return answer;
        });
  }

  private static Caller nameless(String address) {
    return Caller.guest(Sender.guest(UUID.randomUUID().toString(), ""), SessionId.NONE, address);
  }

  @Override
  public void close() {
    accounts.close();
    pool.close();
  }
}
