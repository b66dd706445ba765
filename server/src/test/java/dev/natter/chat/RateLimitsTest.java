package dev.natter.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

  private final AtomicLong nanos = new AtomicLong(-5);
  private final RateLimits limits = new RateLimits(RateSettings.defaults(), nanos::get);

  @Test
  void aSessionMaySendABurstAndThenItsRate() {
    Caller ann = caller("ann", "s1", "10.0.0.1");

    assertThat(allowed(ann, Deed.EVENT, 100)).isEqualTo(40);
    advance(Duration.ofSeconds(1));
    assertThat(allowed(ann, Deed.EVENT, 100)).isEqualTo(20);
    advance(Duration.ofMinutes(1));
    assertThat(allowed(ann, Deed.EVENT, 100)).isEqualTo(40);
  }

  @Test
  void aRefusalTellsHowLongToWaitAndThatIsTrue() {
    Caller ann = caller("ann", "s1", "10.0.0.1");
    allowed(ann, Deed.EVENT, 40);

    Rejected why = limits.refusal(ann, Deed.EVENT).orElseThrow();

    assertThat(why.code()).isEqualTo(RejectCode.RATE_LIMITED);
    assertThat(why.retryAfter()).isBetween(Duration.ofMillis(1), Duration.ofMillis(51));
    advance(why.retryAfter());
    assertThat(limits.refusal(ann, Deed.EVENT)).isEmpty();
  }

  @Test
  void oneSessionDoesNotUseUpAnothers() {
    allowed(caller("ann", "s1", "10.0.0.1"), Deed.EVENT, 100);

    assertThat(allowed(caller("bob", "s2", "10.0.0.1"), Deed.EVENT, 100)).isEqualTo(40);
  }

  @Test
  void allSessionsOfAUserShareAnAllowance() {
    int sent = 0;
    for (int i = 0; i < 10; i++) {
      sent += allowed(caller("ann", "s" + i, "10.0.0." + i), Deed.EVENT, 40);
    }

    assertThat(sent).isEqualTo(RateSettings.USER_FACTOR * 40);
  }

  @Test
  void allUsersOfAnAddressShareAnAllowance() {
    int sent = 0;
    for (int i = 0; i < 300; i++) {
      sent += allowed(caller("u" + i, "s" + i, "10.0.0.1"), Deed.EVENT, 40);
    }

    assertThat(sent).isEqualTo(RateSettings.ADDRESS_FACTOR * 40);
  }

  @Test
  void joinsAreCountedByThemselves() {
    Caller ann = caller("ann", "s1", "10.0.0.1");
    allowed(ann, Deed.EVENT, 100);

    assertThat(allowed(ann, Deed.JOIN, 100)).isEqualTo(20);
  }

  @Test
  void connectionsAreCountedByAddress() {
    int let = 0;
    for (int i = 0; i < 3_000; i++) {
      let += limits.refusal("10.0.0.1", Deed.CONNECT).isEmpty() ? 1 : 0;
    }

    assertThat(let).isEqualTo(2_000);
    assertThat(limits.refusal("10.0.0.2", Deed.CONNECT)).isEmpty();
  }

  @Test
  void signingInIsCountedForTheAddressAndForTheAccount() {
    assertThat(attempts("10.0.0.1", "ann")).isEqualTo(20);
    assertThat(limits.refusal("10.0.0.1", Deed.SIGN_IN, "bob")).as("same address").isPresent();
    assertThat(limits.refusal("10.0.0.2", Deed.SIGN_IN, "ann")).as("same account").isPresent();
    assertThat(limits.refusal("10.0.0.2", Deed.SIGN_IN, "bob")).isEmpty();
  }

  @Test
  void anAttemptThatSucceedsIsGivenBack() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(limits.refusal("10.0.0.1", Deed.SIGN_IN, "ann")).isEmpty();
      limits.signedIn("10.0.0.1", "ann");
    }
  }

  @Test
  void withoutARateNobodyIsHeldBackButPasswordsStayGuarded() {
    RateLimits off = new RateLimits(RateSettings.ofEvents(0), nanos::get);
    Caller ann = caller("ann", "s1", "10.0.0.1");

    for (int i = 0; i < 10_000; i++) {
      assertThat(off.refusal(ann, Deed.EVENT)).isEmpty();
    }
    assertThat(off.keys()).isZero();
    for (int i = 0; i < 20; i++) {
      assertThat(off.refusal("10.0.0.1", Deed.SIGN_IN, "ann")).isEmpty();
    }
    assertThat(off.refusal("10.0.0.1", Deed.SIGN_IN, "ann")).isPresent();
  }

  @Test
  void whatIsWholeAgainIsForgotten() {
    for (int i = 0; i < 1_000; i++) {
      limits.refusal(caller("u" + i, "s" + i, "10.0.0." + i), Deed.EVENT);
    }
    assertThat(limits.keys()).isEqualTo(3_000);

    advance(Duration.ofSeconds(30));
    limits.refusal(caller("ann", "s", "10.0.1.1"), Deed.EVENT);

    assertThat(limits.keys()).isEqualTo(3);
  }

  @Test
  void aSessionThatIsOverIsForgotten() {
    Caller ann = caller("ann", "s1", "");
    limits.refusal(ann, Deed.EVENT);

    limits.forget(ann.session());

    assertThat(limits.keys()).isEqualTo(1);
  }

  private int attempts(String address, String name) {
    int attempts = 0;
    while (limits.refusal(address, Deed.SIGN_IN, name).isEmpty()) {
      attempts++;
    }
    return attempts;
  }

  private int allowed(Caller caller, Deed deed, int attempts) {
    int allowed = 0;
    for (int i = 0; i < attempts; i++) {
      Optional<Rejected> refused = limits.refusal(caller, deed);
      allowed += refused.isEmpty() ? 1 : 0;
    }
    return allowed;
  }

  private void advance(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static Caller caller(String user, String session, String address) {
    return new Caller(
        new Sender(UserId.account(user), user),
        Standing.USER,
        Map.of(),
        new SessionId(session),
        address);
  }
}
