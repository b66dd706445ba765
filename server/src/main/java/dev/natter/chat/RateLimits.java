package dev.natter.chat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * How often each session, user and address may do something: the one place where that is counted.
 *
 * <p>For every key one number is kept, the moment at which its allowance is whole again (the
 * generic cell rate algorithm). A key whose moment has passed needs no number and is forgotten.
 *
 * <p>Thread: any.
 */
public final class RateLimits {

  /** The most keys; with more, those that need no number are forgotten first, then any. */
  static final int MAX_KEYS = 500_000;

  private final RateSettings settings;
  private final Function<String, SpaceLimits> spaces;
  private final LongSupplier ticker;
  private final ConcurrentHashMap<Key, AtomicLong> moments = new ConcurrentHashMap<>();
  private final AtomicLong nextSweep;

  private static final long SWEEP_NANOS = TimeUnit.SECONDS.toNanos(10);

  private enum Scope {
    SESSION,
    USER,
    ADDRESS
  }

  /**
   * What is counted.
   *
   * @param space whose own allowance it is; empty for that of the whole server
   */
  private record Key(Scope scope, String space, Deed deed, String name) {
    private Key(Scope scope, Deed deed, String name) {
      this(scope, "", deed, name);
    }
  }

  /**
   * Limits that nobody has used yet.
   *
   * @param ticker a clock of nanoseconds that never goes back
   */
  public RateLimits(RateSettings settings, LongSupplier ticker) {
    this(settings, namespace -> SpaceLimits.NONE, ticker);
  }

  /**
   * Limits that nobody has used yet, with spaces that have their own.
   *
   * @param spaces those of the space of a namespace
   * @param ticker a clock of nanoseconds that never goes back
   */
  public RateLimits(
      RateSettings settings, Function<String, SpaceLimits> spaces, LongSupplier ticker) {
    this.settings = settings;
    this.spaces = spaces;
    this.ticker = ticker;
    this.nextSweep = new AtomicLong(ticker.getAsLong() + SWEEP_NANOS);
  }

  /** Counts an event or a join of a caller; tells why it may not, if it may not. */
  public Optional<Rejected> refusal(Caller caller, Deed deed) {
    return refusal(caller, deed, SpaceLimits.NONE);
  }

  /** Counts an event or a join in a namespace, whose space may have an allowance of its own. */
  public Optional<Rejected> refusal(Caller caller, Deed deed, String namespace) {
    return refusal(caller, deed, spaces.apply(namespace));
  }

  /** The limits of the space of a namespace. */
  public SpaceLimits space(String namespace) {
    return spaces.apply(namespace);
  }

  private Optional<Rejected> refusal(Caller caller, Deed deed, SpaceLimits own) {
    boolean apart = deed == Deed.EVENT && own.events().isPresent();
    Rate rate = apart ? own.events().get() : settings.of(deed);
    if (rate.isUnlimited()) {
      return Optional.empty();
    }
    String space = apart ? own.space() : "";
    long wait = 0;
    if (!caller.session().equals(SessionId.NONE)) {
      wait = take(new Key(Scope.SESSION, space, deed, caller.session().value()), rate);
    }
    if (wait == 0) {
      Rate ofUser = rate.times(RateSettings.USER_FACTOR);
      wait = take(new Key(Scope.USER, space, deed, name(caller)), ofUser);
    }
    if (wait == 0 && !caller.address().isEmpty()) {
      Rate ofAddress = rate.times(RateSettings.ADDRESS_FACTOR);
      wait = take(new Key(Scope.ADDRESS, space, deed, caller.address()), ofAddress);
    }
    return refusal(wait);
  }

  /** A guest without a connection is another every time: there the address stands for it. */
  private static String name(Caller caller) {
    boolean passesBy = caller.user().isGuest() && caller.session().equals(SessionId.NONE);
    return passesBy ? "@" + caller.address() : caller.user().value();
  }

  /** Counts what an address does that is nobody yet; tells why it may not, if it may not. */
  public Optional<Rejected> refusal(String address, Deed deed) {
    Rate rate = settings.of(deed);
    if (rate.isUnlimited() || address.isEmpty()) {
      return Optional.empty();
    }
    return refusal(take(new Key(Scope.ADDRESS, deed, address), rate));
  }

  /**
   * Counts an attempt on an account, for the address and for the account's name, so that neither
   * one address can try many names nor many addresses one.
   */
  public Optional<Rejected> refusal(String address, Deed deed, String nameKey) {
    Optional<Rejected> ofAddress = refusal(address, deed);
    Rate rate = settings.of(deed);
    if (ofAddress.isPresent() || rate.isUnlimited()) {
      return ofAddress;
    }
    return refusal(take(new Key(Scope.USER, deed, nameKey), rate));
  }

  /** Takes an attempt to sign in back, because it succeeded. */
  public void signedIn(String address, String nameKey) {
    Rate rate = settings.signIn();
    if (!rate.isUnlimited()) {
      giveBack(new Key(Scope.ADDRESS, Deed.SIGN_IN, address), rate);
      giveBack(new Key(Scope.USER, Deed.SIGN_IN, nameKey), rate);
    }
  }

  /** Forgets a session that is over. */
  public void forget(SessionId session) {
    moments.remove(new Key(Scope.SESSION, Deed.EVENT, session.value()));
    moments.remove(new Key(Scope.SESSION, Deed.JOIN, session.value()));
  }

  int keys() {
    return moments.size();
  }

  /** Takes one from an allowance, or tells how many nanoseconds are missing. */
  private long take(Key key, Rate rate) {
    long now = ticker.getAsLong();
    sweep(now);
    long step = step(rate);
    long most = step * (rate.burst() - 1L);
    AtomicLong moment = moments.computeIfAbsent(key, unused -> new AtomicLong(now));
    while (true) {
      long known = moment.get();
      long ahead = Math.max(0, known - now);
      if (ahead > most) {
        return ahead - most;
      }
      if (moment.compareAndSet(known, now + ahead + step)) {
        return 0;
      }
    }
  }

  private void giveBack(Key key, Rate rate) {
    AtomicLong moment = moments.get(key);
    if (moment != null) {
      moment.addAndGet(-step(rate));
    }
  }

  private static long step(Rate rate) {
    return Math.max(1, (long) (TimeUnit.SECONDS.toNanos(1) / rate.perSecond()));
  }

  private void sweep(long now) {
    long due = nextSweep.get();
    boolean crowded = moments.size() > MAX_KEYS;
    if (now - due < 0 && !crowded) {
      return;
    }
    if (nextSweep.compareAndSet(due, now + SWEEP_NANOS)) {
      moments.values().removeIf(moment -> moment.get() - now <= 0);
      if (moments.size() > MAX_KEYS) {
        moments.clear();
      }
    }
  }

  private static Optional<Rejected> refusal(long waitNanos) {
    if (waitNanos == 0) {
      return Optional.empty();
    }
    Duration wait = Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(waitNanos) + 1);
    return Optional.of(
        new Rejected(RejectCode.RATE_LIMITED, "Too many in a short time. Wait a little.", wait));
  }
}
