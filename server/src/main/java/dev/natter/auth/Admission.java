package dev.natter.auth;

import dev.natter.chat.Answer;
import dev.natter.chat.Caller;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One session that was let in, from then until its end.
 *
 * <p>Thread: any.
 */
public final class Admission {

  private final Doorkeeper doorkeeper;
  private final String namespace;
  private final long since;
  private final OptionalLong cookieEpoch;
  private volatile Caller caller;
  private volatile Optional<Instant> expires;
  private volatile boolean announced;
  private volatile boolean over;
  private volatile @Nullable Farewell farewell;

  Admission(
      Doorkeeper doorkeeper,
      String namespace,
      Caller caller,
      Optional<Instant> expires,
      OptionalLong cookieEpoch,
      long since) {
    this.doorkeeper = doorkeeper;
    this.namespace = namespace;
    this.caller = caller;
    this.expires = expires;
    this.cookieEpoch = cookieEpoch;
    this.since = since;
  }

  /** Who it is; what it may do can change when the token is refreshed, who it is cannot. */
  public Caller caller() {
    return caller;
  }

  /** When its token stops being good; empty for never. */
  public Optional<Instant> expires() {
    return expires;
  }

  /**
   * A new token with which a guest comes back as the same; empty for everybody else, and for whom a
   * cookie brings back.
   */
  public Optional<Token> guestToken() {
    return caller.user().isGuest() && cookieEpoch.isEmpty()
        ? Optional.of(doorkeeper.guestToken(this))
        : Optional.empty();
  }

  /** Begins: from now on the door is told what becomes of it. Without this it lapses. */
  public void begin(Farewell how) {
    farewell = how;
  }

  /** Goes on with another token of the same user. */
  public CompletionStage<Answer<Admission>> refresh(String token) {
    return doorkeeper.refresh(this, token);
  }

  /**
   * Goes on without another token, which is for who came by a cookie: a page cannot show it to a
   * connection that is open, but renews it by HTTP.
   */
  public CompletionStage<Answer<Admission>> extend() {
    return doorkeeper.extend(this);
  }

  /**
   * Gives a guest the name by which it calls itself once it is in, or one like it. Whom somebody
   * vouches for keeps its own.
   */
  public CompletionStage<Answer<Caller>> rename(String name) {
    return doorkeeper.rename(this, name);
  }

  /** Ends: the connection is gone. Idempotent. */
  public void end() {
    doorkeeper.forget(this);
  }

  String namespace() {
    return namespace;
  }

  /** The epoch of whose cookie let it in, 0 for a guest's; empty if something else did. */
  OptionalLong cookieEpoch() {
    return cookieEpoch;
  }

  long since() {
    return since;
  }

  Optional<Farewell> farewell() {
    return Optional.ofNullable(farewell);
  }

  boolean isAnnounced() {
    return announced;
  }

  void announce() {
    announced = true;
  }

  /** Takes another name unless it is over; tells whether it did. */
  synchronized boolean isNow(Caller renamed) {
    if (!over) {
      caller = renamed;
    }
    return !over;
  }

  void goesOn(Caller asNow, Optional<Instant> until) {
    caller = asNow;
    expires = until;
    announced = false;
  }

  /** Tells whether it was not over yet. */
  synchronized boolean finish() {
    boolean first = !over;
    over = true;
    return first;
  }
}
