package dev.natter.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.natter.ManualClock;
import dev.natter.chat.Account;
import dev.natter.chat.Answer;
import dev.natter.chat.Audit;
import dev.natter.chat.AuthMode;
import dev.natter.chat.Caller;
import dev.natter.chat.MemoryAuditStore;
import dev.natter.chat.MemoryUserStore;
import dev.natter.chat.RateLimits;
import dev.natter.chat.RateSettings;
import dev.natter.chat.RejectCode;
import dev.natter.chat.Rejected;
import dev.natter.chat.Role;
import dev.natter.chat.SessionId;
import dev.natter.chat.Standing;
import dev.natter.chat.StoreException;
import dev.natter.chat.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DoorkeeperTest {

  private final ManualClock clock = new ManualClock();
  private final MemoryUserStore users = new MemoryUserStore();
  private final List<Throwable> faults = Collections.synchronizedList(new ArrayList<>());
  private final List<Instant> announced = Collections.synchronizedList(new ArrayList<>());
  private final List<Rejected> ended = Collections.synchronizedList(new ArrayList<>());
  private final Audit audit = new Audit(new MemoryAuditStore(), clock, entry -> {});
  private final List<Doorkeeper> opened = new ArrayList<>();
  private int sessions;

  @AfterEach
  void close() {
    opened.forEach(Doorkeeper::close);
    audit.close();
    assertThat(faults).isEmpty();
  }

  @Test
  void aGuestWithoutANameGetsOneOfItsOwn() {
    Doorkeeper open = open(AuthMode.OPEN);

    Caller guest = enter(open, "", "").caller();

    assertThat(guest.standing()).isEqualTo(Standing.GUEST);
    assertThat(guest.user()).isEqualTo(UserId.guest(guest.session().value()));
    assertThat(guest.sender().name()).isEqualTo("guest-sessio");
    assertThat(enter(open, "", "").caller().sender().name()).isEqualTo("guest-session-00");
  }

  @Test
  void aNameThatLooksLikeOneThatIsThereGetsASuffix() {
    Doorkeeper open = open(AuthMode.OPEN);
    enter(open, "", "Ada");

    assertThat(enter(open, "", "Ada").caller().sender().name()).isEqualTo("Ada-2");
    assertThat(enter(open, "", "\u0410da").caller().sender().name()).isEqualTo("\u0410da-3");
    assertThat(enter(open, "", "x".repeat(64)).caller().sender().name()).hasSize(64);
    assertThat(enter(open, "", "x".repeat(64)).caller().sender().name()).hasSize(64).endsWith("-2");
  }

  @Test
  void aNameThatIsTakenIsRefusedWhereThatIsSet() {
    Doorkeeper strict =
        open(
            new AuthSettings(
                Set.of(AuthMode.OPEN), Optional.empty(), GuestNaming.REFUSE, Duration.ofDays(1)));
    Admission ada = enter(strict, "", "Ada");

    assertThat(refused(strict, "", "ADA")).isEqualTo(RejectCode.NAME_TAKEN);
    ada.end();
    assertThat(enter(strict, "", "ADA").caller().sender().name()).isEqualTo("ADA");
  }

  @Test
  void noGuestHasAnAccountsOrAReservedName() {
    users.add(
        new Account(
            UserId.account("a1"),
            "Ada",
            Standing.USER,
            "",
            1,
            Optional.empty(),
            clock.instant(),
            1));
    Doorkeeper open = open(AuthMode.OPEN);

    assertThat(enter(open, "", "\u0430da").caller().sender().name()).isEqualTo("\u0430da-2");
    assertThat(enter(open, "", "system").caller().sender().name()).isEqualTo("system-2");
    assertThat(refused(open, "", "\u3164")).isEqualTo(RejectCode.NAME_TAKEN);
  }

  @Test
  void aGuestComesBackAsTheSameWithItsToken() {
    Doorkeeper open = open(AuthMode.OPEN);
    Admission first = enter(open, "", "Ada");
    String token = first.guestToken().orElseThrow().text();

    Caller again = enter(open, token, "").caller();
    assertThat(again.sender()).isEqualTo(first.caller().sender());
    assertThat(again.session()).isNotEqualTo(first.caller().session());
    first.end();
    assertThat(enter(open, "", "Ada").caller().sender().name()).isEqualTo("Ada-2");
  }

  @Test
  void aGuestThatACookieBringsBackIsShownNoTokenAndGoesOnWithoutOne() {
    Doorkeeper open = open(AuthMode.OPEN);
    String token = enter(open, "", "Ada").guestToken().orElseThrow().text();
    SessionId session = new SessionId("by-cookie");
    Knock knock = new Knock("/", new Bearer(token, true), "", session, "10.0.0.1");

    Admission ada = given(open.admit(knock));
    assertThat(ada.caller().sender().name()).isEqualTo("Ada");
    assertThat(ada.guestToken()).isEmpty();
    Instant end = ada.expires().orElseThrow();
    clock.advance(Duration.ofHours(1));
    given(ada.extend());
    assertThat(ada.expires()).contains(end.plus(Duration.ofHours(1)));
    assertThat(ada.caller().sender().name()).isEqualTo("Ada");
  }

  @Test
  void aGuestThatIsMadeHasANameThatIsNobodysAndKeepsIt() {
    Doorkeeper open = open(AuthMode.OPEN);
    enter(open, "", "Ada");
    Knock knock = new Knock("/", "", "\u0410DA", SessionId.NONE, "10.0.0.1");

    Recognition made = given(open.newcomers().guest(knock));
    assertThat(made.caller().sender().name()).isEqualTo("\u0410DA-2");
    assertThat(enter(open, made.token().text(), "").caller().sender())
        .isEqualTo(made.caller().sender());
  }

  @Test
  void whoBringsATokenForACookieIsRecognisedForAsLongAsItIsGood() {
    Newcomers newcomers = trusting().newcomers();
    String token = foreign("ada", 3600);

    Recognition ada = given(newcomers.bring(bringing(token)));
    assertThat(ada.caller().user()).isEqualTo(UserId.subject("ada"));
    assertThat(ada.token()).isEqualTo(new Token(token, Optional.of(Forger.NOW.plusSeconds(3600))));
    for (String bad : List.of("garbage", token + "x", token + "; Path=/x", foreign("ada", -3600))) {
      assertThat(code(newcomers.bring(bringing(bad))).httpStatus()).as(bad).isEqualTo(401);
    }
    assertThat(code(newcomers.bring(bringing("x".repeat(4_001))))).isEqualTo(RejectCode.TOO_LARGE);
    assertThat(code(open(AuthMode.OPEN).newcomers().bring(bringing(token))))
        .as("where others are not trusted their tokens make nobody")
        .isEqualTo(RejectCode.UNAUTHORIZED);
  }

  private static Knock bringing(String token) {
    return new Knock("/", token, "", SessionId.NONE, "10.0.0.1");
  }

  @Test
  void aGuestCanSayItsNameLaterAndTheOldOneIsFree() {
    Doorkeeper open = open(AuthMode.OPEN);
    enter(open, "", "Ada");
    Admission late = enter(open, "", "Eve");

    given(late.rename("Ada"));

    assertThat(late.caller().sender().name()).isEqualTo("Ada-2");
    assertThat(enter(open, "", "Eve").caller().sender().name()).isEqualTo("Eve");
    late.end();
    late.end();
    assertThat(enter(open, "", "Ada").caller().sender().name()).isEqualTo("Ada-2");
  }

  @Test
  void whereOnlyGuestsAreLetInAForeignTokenIsNotLookedAt() {
    Doorkeeper open = open(AuthMode.OPEN);

    for (String token : List.of("123", Forger.signed(Forger.claims(), Forger.SECRET))) {
      assertThat(enter(open, token, "").caller().standing()).isEqualTo(Standing.GUEST);
    }
  }

  @Test
  void everywhereElseABadTokenIsRefusedAndNotTakenForAGuest() {
    Doorkeeper both = open(AuthMode.OPEN, AuthMode.ACCOUNTS);

    assertThat(refused(both, "123", "")).isEqualTo(RejectCode.UNAUTHORIZED);
    assertThat(refused(both, Forger.signed(Forger.claims(), Forger.SECRET), ""))
        .isEqualTo(RejectCode.UNAUTHORIZED);
  }

  @Test
  void nobodyComesInWithoutATokenWhereGuestsAreNotLetIn() {
    Doorkeeper closed = open(AuthMode.ACCOUNTS);

    assertThat(refused(closed, "", "Ada")).isEqualTo(RejectCode.UNAUTHORIZED);
    assertThat(code(closed.caller(new Knock("/", "", "", SessionId.NONE, "10.0.0.1"))))
        .isEqualTo(RejectCode.UNAUTHORIZED);
  }

  @Test
  void aPasserByIsNobodyWhoIsThere() {
    Doorkeeper open = open(AuthMode.OPEN);
    enter(open, "", "Ada");

    for (int i = 0; i < 2; i++) {
      Knock knock = new Knock("/", "", "ADA", SessionId.NONE, "10.0.0.1");
      assertThat(given(open.caller(knock)).sender().name()).isEqualTo("ADA-2");
    }
  }

  @Test
  void aGuestsTokenIsNoGoodWhereGuestsAreNotLetIn() {
    String token = enter(open(AuthMode.OPEN), "", "Ada").guestToken().orElseThrow().text();

    assertThat(refused(open(AuthMode.ACCOUNTS), token, "")).isEqualTo(RejectCode.UNAUTHORIZED);
  }

  @Test
  void anEndIsAnnouncedOnceAMinuteAheadAndComes() {
    Doorkeeper door = trusting();
    Admission ada = enter(door, foreign("ada", 3600), "");

    door.tick();
    clock.advance(Duration.ofMinutes(59));
    door.tick();
    door.tick();
    assertThat(announced).containsExactly(ada.expires().orElseThrow());
    assertThat(ended).isEmpty();

    clock.advance(Duration.ofMinutes(1));
    door.tick();
    door.tick();
    assertThat(ended).extracting(Rejected::code).containsExactly(RejectCode.EXPIRED);
  }

  @Test
  void aRefreshedSessionGoesOnWithWhatTheNewTokenGrants() {
    Doorkeeper door = trusting();
    Admission ada = enter(door, foreign("ada", 3600), "");
    String longer =
        Forger.signed(
            Forger.claims()
                .expirationTime(Date.from(Forger.NOW.plusSeconds(7200)))
                .claim("rooms", List.of("red")),
            Forger.SECRET);

    given(ada.refresh(longer));
    clock.advance(Duration.ofMinutes(100));
    door.tick();

    assertThat(ended).isEmpty();
    assertThat(ada.caller().grants()).containsEntry("red", Role.MEMBER);
    clock.advance(Duration.ofMinutes(20));
    door.tick();
    assertThat(announced).hasSize(0);
    assertThat(ended).hasSize(1);
  }

  @Test
  void aGuestWhoStayedForEverIsToldOfTheEndOfItsToken() {
    Doorkeeper door = open(AuthMode.OPEN);
    Admission ada = enter(door, "", "Ada");
    door.tick();
    assertThat(ada.expires()).isEmpty();

    given(ada.refresh(ada.guestToken().orElseThrow().text()));
    clock.advance(Duration.between(clock.instant(), ada.expires().orElseThrow()));
    door.tick();

    assertThat(ended).extracting(Rejected::code).containsExactly(RejectCode.EXPIRED);
  }

  @Test
  void aSessionCannotBecomeSomebodyElse() {
    Doorkeeper door = trusting();
    Admission ada = enter(door, foreign("ada", 3600), "");

    assertThat(code(ada.refresh(foreign("eve", 7200)))).isEqualTo(RejectCode.FORBIDDEN);
    assertThat(code(ada.refresh("garbage"))).isEqualTo(RejectCode.UNAUTHORIZED);
    assertThat(ada.caller().user()).isEqualTo(UserId.subject("ada"));
  }

  @Test
  void aGuestCannotTakeTheNameOfASubjectWhoIsThere() {
    Doorkeeper door = trusting();
    enter(door, foreign("ada", 3600), "");

    assertThat(enter(door, "", "Ada").caller().sender().name()).isEqualTo("Ada-2");
  }

  private static String foreign(String subject, long seconds) {
    return Forger.signed(
        Forger.claims().subject(subject).expirationTime(Date.from(Forger.NOW.plusSeconds(seconds))),
        Forger.SECRET);
  }

  private Doorkeeper trusting() {
    TrustedIssuer issuer =
        new TrustedIssuer(
            Optional.of(Forger.SECRET),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            "https://issuer.example",
            "natter",
            ClaimNames.defaults());
    return open(
        new AuthSettings(
            Set.of(AuthMode.OPEN, AuthMode.TOKEN),
            Optional.of(issuer),
            GuestNaming.SUFFIX,
            Duration.ofDays(1)));
  }

  private Doorkeeper open(AuthMode... modes) {
    return open(
        new AuthSettings(Set.of(modes), Optional.empty(), GuestNaming.SUFFIX, Duration.ofDays(1)));
  }

  private Doorkeeper open(AuthSettings settings) {
    try {
      RateLimits limits = new RateLimits(RateSettings.off(), System::nanoTime);
      Doorkeeper door = Doorkeeper.of(settings, users, limits, audit, clock, faults::add);
      opened.add(door);
      return door;
    } catch (StoreException e) {
      throw new IllegalStateException(e);
    }
  }

  private CompletionStage<Answer<Admission>> knock(Doorkeeper door, String token, String name) {
    SessionId session = new SessionId("session-%04d".formatted(sessions++));
    return door.admit(new Knock("/", token, name, session, "10.0.0.1"));
  }

  private Admission enter(Doorkeeper door, String token, String name) {
    Admission admission = given(knock(door, token, name));
    admission.begin(
        new Farewell() {
          @Override
          public void expiring(Instant end) {
            announced.add(end);
          }

          @Override
          public void ended(Rejected why) {
            ended.add(why);
          }
        });
    return admission;
  }

  private RejectCode refused(Doorkeeper door, String token, String name) {
    return code(knock(door, token, name));
  }

  private static <T> T given(CompletionStage<Answer<T>> stage) {
    return stage
        .toCompletableFuture()
        .orTimeout(30, TimeUnit.SECONDS)
        .join()
        .fold(
            value -> value,
            why -> {
              throw new AssertionError(why.toString());
            });
  }

  private static <T> RejectCode code(CompletionStage<Answer<T>> stage) {
    return stage
        .toCompletableFuture()
        .orTimeout(30, TimeUnit.SECONDS)
        .join()
        .fold(
            value -> {
              throw new AssertionError("not refused: " + value);
            },
            Rejected::code);
  }
}
