package dev.natter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.natter.auth.AuthSettings;
import dev.natter.auth.Doorkeeper;
import dev.natter.auth.GuestNaming;
import dev.natter.auth.SignedIn;
import dev.natter.chat.Audit;
import dev.natter.chat.AuthMode;
import dev.natter.chat.MemoryAuditStore;
import dev.natter.chat.MemoryUserStore;
import dev.natter.chat.RateLimits;
import dev.natter.chat.RateSettings;
import dev.natter.chat.UserStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Accounts, made when they are named, and a doorkeeper who lets them and guests in. */
public final class TestPeople implements AutoCloseable {

  private final List<Throwable> faults = Collections.synchronizedList(new ArrayList<>());
  private final Audit audit = new Audit(new MemoryAuditStore(), Clock.systemUTC(), entry -> {});
  private final Map<String, SignedIn> accounts = new ConcurrentHashMap<>();
  private final Doorkeeper doorkeeper;

  private TestPeople(UserStore users, GuestNaming naming) throws Exception {
    AuthSettings settings =
        new AuthSettings(
            Set.of(AuthMode.OPEN, AuthMode.ACCOUNTS), Optional.empty(), naming, Duration.ofDays(1));
    RateLimits limits = new RateLimits(RateSettings.off(), System::nanoTime);
    doorkeeper = Doorkeeper.of(settings, users, limits, audit, Clock.systemUTC(), faults::add);
  }

  public static TestPeople open() throws Exception {
    return open(new MemoryUserStore(), GuestNaming.SUFFIX);
  }

  /** Those of a store, which outlives them. */
  public static TestPeople open(UserStore users, GuestNaming naming) throws Exception {
    return new TestPeople(users, naming);
  }

  public Doorkeeper doorkeeper() {
    return doorkeeper;
  }

  /** The token of the account of that name. */
  public String token(String name) {
    return signedIn(name).token().text();
  }

  /** The id of the account of that name. */
  public String id(String name) {
    return signedIn(name).account().id().value();
  }

  /** A client of the native dialect, signed in. */
  public TestClient connect(TestServer server, String name) {
    return TestClient.connect(server.port(), Map.of("dialect", "natter", "token", token(name)));
  }

  private SignedIn signedIn(String name) {
    return accounts.computeIfAbsent(name, this::register);
  }

  private SignedIn register(String name) {
    return doorkeeper
        .accounts()
        .register(name, "correct horse", "")
        .orTimeout(30, TimeUnit.SECONDS)
        .join()
        .fold(
            account -> account,
            why -> {
              throw new AssertionError(why.toString());
            });
  }

  @Override
  public void close() {
    doorkeeper.close();
    audit.close();
    assertThat(faults).isEmpty();
  }
}
