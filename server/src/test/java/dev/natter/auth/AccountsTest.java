package dev.natter.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.natter.ManualClock;
import dev.natter.chat.Account;
import dev.natter.chat.Answer;
import dev.natter.chat.Audit;
import dev.natter.chat.AuditEntry;
import dev.natter.chat.AuthMode;
import dev.natter.chat.Caller;
import dev.natter.chat.MemoryAuditStore;
import dev.natter.chat.MemoryUserStore;
import dev.natter.chat.RateLimits;
import dev.natter.chat.RateSettings;
import dev.natter.chat.RejectCode;
import dev.natter.chat.Rejected;
import dev.natter.chat.SessionId;
import dev.natter.chat.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountsTest {

  private static final String HERE = "10.0.0.1";
  private static final String PASSWORD = "correct horse";

  private final ManualClock clock = new ManualClock();
  private final MemoryUserStore users = new MemoryUserStore();
  private final List<Throwable> faults = Collections.synchronizedList(new ArrayList<>());
  private final List<AuditEntry> noted = Collections.synchronizedList(new ArrayList<>());
  private final List<Rejected> ended = Collections.synchronizedList(new ArrayList<>());
  private final Audit audit = new Audit(new MemoryAuditStore(), clock, noted::add);
  private Doorkeeper doorkeeper = Doorkeeper.open(faults::add);

  @BeforeEach
  void open() throws Exception {
    RateLimits limits = new RateLimits(RateSettings.defaults(), () -> 0);
    AuthSettings settings =
        new AuthSettings(
            Set.of(AuthMode.OPEN, AuthMode.ACCOUNTS),
            Optional.empty(),
            GuestNaming.SUFFIX,
            Duration.ofDays(7));
    doorkeeper = Doorkeeper.of(settings, users, limits, audit, clock, faults::add);
  }

  @AfterEach
  void close() {
    doorkeeper.close();
    audit.close();
    assertThat(faults).isEmpty();
  }

  @Test
  void whoRegistersIsSignedInAndCanSignInAgain() {
    SignedIn ada = given(accounts().register("Ada", PASSWORD, HERE));

    assertThat(caller(ada).user()).isEqualTo(ada.account().id());
    assertThat(given(accounts().signIn("ada", PASSWORD, HERE)).account()).isEqualTo(ada.account());
    assertThat(ada.token().expires()).contains(clock.instant().plus(Duration.ofDays(7)));
  }

  @Test
  void aPasswordIsKeptAsItsHashOnly() {
    Account ada = given(accounts().register("Ada", PASSWORD, HERE)).account();

    assertThat(ada.passwordHash()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(noted).noneMatch(entry -> entry.toString().contains(PASSWORD));
  }

  @Test
  void aNameThatLooksLikeATakenOneCannotBeRegistered() {
    given(accounts().register("Ada", PASSWORD, HERE));

    assertThat(refused(accounts().register("\u0410d\u0430", PASSWORD, HERE)))
        .isEqualTo(RejectCode.NAME_TAKEN);
    assertThat(refused(accounts().register("room", PASSWORD, HERE)))
        .isEqualTo(RejectCode.BAD_REQUEST);
    assertThat(refused(accounts().register("Bob", "short", HERE)))
        .isEqualTo(RejectCode.BAD_REQUEST);
  }

  @Test
  void aWrongNameAndAWrongPasswordAreOneRefusal() {
    given(accounts().register("Ada", PASSWORD, HERE));

    assertThat(why(accounts().signIn("Ada", "wrong horse", HERE)))
        .isEqualTo(why(accounts().signIn("Eve", PASSWORD, HERE)));
    assertThat(noted)
        .extracting(AuditEntry::action, AuditEntry::outcome)
        .contains(tuple("account:sign-in", "UNAUTHORIZED"));
  }

  @Test
  void whoGuessesPasswordsIsHeldBackEvenWithTheRightOne() {
    given(accounts().register("Ada", PASSWORD, HERE));

    List<RejectCode> codes = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      codes.add(refused(accounts().signIn("Ada", "guess " + i, HERE)));
    }

    assertThat(codes).contains(RejectCode.UNAUTHORIZED, RejectCode.RATE_LIMITED);
    Rejected late = why(accounts().signIn("Ada", PASSWORD, HERE));
    assertThat(late.code()).isEqualTo(RejectCode.RATE_LIMITED);
    assertThat(late.retryAfter()).isPositive();
    assertThat(noted).as("its refusals do not fill the log").hasSizeLessThan(15);
  }

  @Test
  void aNewPasswordEndsTokensAndSessions() {
    SignedIn ada = given(accounts().register("Ada", PASSWORD, HERE));
    enter(ada);

    SignedIn anew = given(accounts().changePassword(caller(ada), PASSWORD, "battery staple"));

    assertThat(refusedToken(ada)).isEqualTo(RejectCode.EXPIRED);
    assertThat(caller(anew).user()).isEqualTo(ada.account().id());
    assertThat(ended).extracting(Rejected::code).containsExactly(RejectCode.EXPIRED);
    assertThat(refused(accounts().signIn("Ada", PASSWORD, HERE)))
        .isEqualTo(RejectCode.UNAUTHORIZED);
  }

  @Test
  void aPasswordIsNotChangedWithoutTheOldOne() {
    SignedIn ada = given(accounts().register("Ada", PASSWORD, HERE));

    assertThat(refused(accounts().changePassword(caller(ada), "wrong horse", "battery staple")))
        .isEqualTo(RejectCode.UNAUTHORIZED);
    assertThat(caller(ada).user()).isEqualTo(ada.account().id());
  }

  @Test
  void signingOutEverywhereEndsEverySessionOfTheAccountAndNoOther() {
    SignedIn ada = given(accounts().register("Ada", PASSWORD, HERE));
    SignedIn bob = given(accounts().register("Bob", PASSWORD, HERE));
    enter(ada);
    enter(ada);
    enter(bob);

    given(accounts().signOutEverywhere(caller(ada)));

    assertThat(ended).hasSize(2);
    assertThat(refusedToken(ada)).isEqualTo(RejectCode.EXPIRED);
    assertThat(caller(bob).user()).isEqualTo(bob.account().id());
  }

  @Test
  void aBotsTokenIsGoodUntilItsOwnerRemovesTheBot() {
    SignedIn ada = given(accounts().register("Ada", PASSWORD, HERE));
    SignedIn bob = given(accounts().register("Bob", PASSWORD, HERE));
    SignedIn bot = given(accounts().addBot(caller(ada), "helper"));
    clock.advance(Duration.ofDays(1_000));
    SignedIn ada2 = given(accounts().signIn("Ada", PASSWORD, HERE));

    assertThat(caller(bot).standing()).isEqualTo(Standing.BOT);
    assertThat(given(accounts().bots(caller(ada2)))).containsExactly(bot.account());
    assertThat(refused(accounts().signIn("helper", "", HERE))).isEqualTo(RejectCode.UNAUTHORIZED);
    Caller stranger = caller(given(accounts().signIn("Bob", PASSWORD, HERE)));
    assertThat(refused(accounts().removeBot(stranger, bot.account().name())))
        .isEqualTo(RejectCode.NOT_FOUND);
    assertThat(bob.account().standing()).isEqualTo(Standing.USER);
    enter(bot);
    given(accounts().removeBot(caller(ada2), bot.account().name()));
    assertThat(refusedToken(bot)).isEqualTo(RejectCode.UNAUTHORIZED);
    assertThat(ended).hasSize(1);
  }

  @Test
  void anAdministratorGivesAPasswordAndAStandingAtOnce() {
    given(accounts().register("Ada", PASSWORD, HERE));
    Caller console = Caller.console();

    assertThat(given(change(console, "ada", "battery staple", Standing.ADMIN)).standing())
        .isEqualTo(Standing.ADMIN);
    given(accounts().signIn("Ada", "battery staple", HERE));
    assertThat(refused(change(console, "Ada", "short", Standing.USER)))
        .isEqualTo(RejectCode.BAD_REQUEST);
    assertThat(refused(change(console, "Ada", "", Standing.BOT))).isEqualTo(RejectCode.BAD_REQUEST);
    assertThat(refused(change(console, "Eve", "", Standing.USER))).isEqualTo(RejectCode.NOT_FOUND);
  }

  @Test
  void aBotBecomesNobodyElse() {
    SignedIn ada = given(accounts().register("Ada", PASSWORD, HERE));
    given(accounts().addBot(caller(ada), "robo"));

    assertThat(refused(change(Caller.console(), "robo", "", Standing.ADMIN)))
        .isEqualTo(RejectCode.BAD_REQUEST);
    assertThat(refused(change(Caller.console(), "robo", PASSWORD, Standing.USER)))
        .isEqualTo(RejectCode.BAD_REQUEST);
  }

  /** Without a password for the one it has. */
  private CompletableFuture<Answer<Account>> change(
      Caller by, String name, String password, Standing standing) {
    Optional<String> wanted = Optional.of(password).filter(text -> !text.isEmpty());
    return accounts().change(by, name, wanted, Optional.of(standing));
  }

  @Test
  void onlyAdministratorsAdminister() {
    SignedIn ada = given(accounts().register("Ada", PASSWORD, HERE));
    SignedIn boss = given(accounts().register("Boss", PASSWORD, HERE));
    users.replace(boss.account().withStanding(Standing.ADMIN));
    Caller user = caller(ada);
    Caller admin = caller(boss);

    assertThat(refused(accounts().page(user, "", 10))).isEqualTo(RejectCode.FORBIDDEN);
    assertThat(refused(accounts().add(user, "Eve", PASSWORD, Standing.USER)))
        .isEqualTo(RejectCode.FORBIDDEN);
    assertThat(refused(change(user, "Ada", "", Standing.ADMIN))).isEqualTo(RejectCode.FORBIDDEN);
    assertThat(refused(change(user, "Boss", "battery staple", Standing.USER)))
        .isEqualTo(RejectCode.FORBIDDEN);
    assertThat(refused(accounts().remove(user, "Boss"))).isEqualTo(RejectCode.FORBIDDEN);

    assertThat(given(accounts().page(admin, "", 10)).items()).hasSize(2);
    assertThat(given(change(admin, "Ada", "", Standing.ADMIN)).standing())
        .isEqualTo(Standing.ADMIN);
    assertThat(caller(ada).isAdmin()).isTrue();
    given(accounts().remove(admin, "Ada"));
    assertThat(refusedToken(ada)).isEqualTo(RejectCode.UNAUTHORIZED);
    assertThat(noted)
        .extracting(AuditEntry::actor, AuditEntry::action, AuditEntry::target)
        .contains(tuple(admin.user().value(), "account:remove", user.user().value()));
  }

  private Accounts accounts() {
    return doorkeeper.accounts();
  }

  private void enter(SignedIn who) {
    String session = "session-" + System.nanoTime();
    Admission admission =
        given(
            doorkeeper.admit(new Knock("/", who.token().text(), "", new SessionId(session), HERE)));
    admission.begin(ended::add);
  }

  private Caller caller(SignedIn who) {
    return given(doorkeeper.caller(new Knock("/", who.token().text(), "", SessionId.NONE, HERE)));
  }

  private RejectCode refusedToken(SignedIn who) {
    return refused(doorkeeper.caller(new Knock("/", who.token().text(), "", SessionId.NONE, HERE)));
  }

  private static <T> Answer<T> answer(CompletionStage<Answer<T>> stage) {
    return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }

  private static <T> T given(CompletionStage<Answer<T>> stage) {
    return answer(stage)
        .fold(
            value -> value,
            why -> {
              throw new AssertionError(why.toString());
            });
  }

  private static <T> Rejected why(CompletionStage<Answer<T>> stage) {
    return answer(stage)
        .fold(
            value -> {
              throw new AssertionError("not refused: " + value);
            },
            why -> why);
  }

  private static <T> RejectCode refused(CompletionStage<Answer<T>> stage) {
    return why(stage).code();
  }
}
