package dev.natter.auth;

import dev.natter.chat.Account;
import dev.natter.chat.Caller;
import dev.natter.chat.Role;
import dev.natter.chat.Sender;
import dev.natter.chat.SessionId;
import dev.natter.chat.Standing;
import dev.natter.chat.UserId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Whom a token names.
 *
 * @param name what people read; may be empty for a guest
 * @param expires when the token stops being good; empty for never
 * @param epoch of the account that the token is of; 0 for everybody else
 */
record Identity(
    UserId user,
    String name,
    Standing standing,
    Map<String, Role> grants,
    Optional<Instant> expires,
    long epoch) {

  /** Who has no account here. */
  Identity(
      UserId user,
      String name,
      Standing standing,
      Map<String, Role> grants,
      Optional<Instant> expires) {
    this(user, name, standing, grants, expires, 0);
  }

  /** Whether a token of ours names it, and not one of another issuer. */
  boolean isOurs() {
    return user.isGuest() || user.isAccount();
  }

  /** Who it is at a session; whom nobody named is called after its id. */
  Caller caller(SessionId session, String address) {
    String shown = name.isEmpty() ? NameGiver.ownName(user) : name;
    return new Caller(new Sender(user, shown), standing, grants, session, address);
  }

  /** Who a token of an account names. */
  static Identity of(Account account, Optional<Instant> expires) {
    return new Identity(
        account.id(), account.name(), account.standing(), Map.of(), expires, account.epoch());
  }
}
