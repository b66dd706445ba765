package dev.natter.auth;

import dev.natter.chat.Account;
import dev.natter.chat.Role;
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

  /** Who a token of an account names. */
  static Identity of(Account account, Optional<Instant> expires) {
    return new Identity(
        account.id(), account.name(), account.standing(), Map.of(), expires, account.epoch());
  }
}
