package dev.natter.auth;

import com.nimbusds.jwt.SignedJWT;
import dev.natter.chat.Account;
import dev.natter.chat.Answer;
import dev.natter.chat.AuthMode;
import dev.natter.chat.RejectCode;
import dev.natter.chat.Standing;
import dev.natter.chat.StoreException;
import dev.natter.chat.UserId;
import dev.natter.chat.UserStore;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells whom a token names: an account, a guest who comes back, or a subject of an issuer that is
 * trusted.
 *
 * <p>Where nothing but guests are let in, a token that is not one of ours is not looked at: nobody
 * here can judge it, and its bearer gets what anybody gets. Everywhere else a token that is brought
 * must be good, lest somebody be taken for a guest who is not one.
 *
 * <p>Thread: one that may block.
 */
final class Authenticator {

  private final AuthSettings settings;
  private final OwnTokens own;
  private final Optional<ForeignTokens> foreign;
  private final UserStore users;

  /**
   * One for these settings.
   *
   * @throws IllegalArgumentException if the issuer's keys cannot be used
   */
  Authenticator(AuthSettings settings, OwnTokens own, UserStore users, Clock clock) {
    this.settings = settings;
    this.own = own;
    this.users = users;
    this.foreign =
        settings.issuer().map(trusted -> new ForeignTokens(trusted, IssuerKeys.of(trusted), clock));
  }

  /** Whom a token names; empty for a guest without a name. */
  Answer<Optional<Identity>> identity(String token) throws StoreException {
    if (token.isEmpty()) {
      return settings.letsIn(AuthMode.OPEN)
          ? new Answer.Given<>(Optional.empty())
          : new Answer.Refused<>(RejectCode.UNAUTHORIZED, "Sign in first: a token is needed here.");
    }
    try {
      return new Answer.Given<>(read(token));
    } catch (TokenException e) {
      return new Answer.Refused<>(e.refusal());
    }
  }

  private Optional<Identity> read(String token) throws TokenException, StoreException {
    boolean onlyGuests = settings.modes().equals(Set.of(AuthMode.OPEN));
    SignedJWT parsed;
    try {
      if (token.length() > Token.MAX_LENGTH) {
        throw TokenException.notGood();
      }
      parsed = SignedJWT.parse(token);
    } catch (ParseException e) {
      if (onlyGuests) {
        return Optional.empty();
      }
      throw TokenException.notGood();
    }
    if (OwnTokens.areOurs(parsed)) {
      return Optional.of(ofOurs(own.read(parsed)));
    }
    if (foreign.isPresent()) {
      return Optional.of(foreign.get().read(parsed));
    }
    if (onlyGuests) {
      return Optional.empty();
    }
    throw TokenException.notGood();
  }

  private Identity ofOurs(OwnTokens.Claims claims) throws TokenException, StoreException {
    boolean guest = claims.user().isGuest();
    if (!settings.letsIn(guest ? AuthMode.OPEN : AuthMode.ACCOUNTS)) {
      throw TokenException.notGood();
    }
    if (guest) {
      return new Identity(claims.user(), claims.name(), Standing.GUEST, Map.of(), claims.expires());
    }
    return Identity.of(account(claims.user(), claims.epoch()), claims.expires());
  }

  /** The account, if no token of that epoch was revoked since. */
  private Account account(UserId user, long epoch) throws TokenException, StoreException {
    Account account = users.account(user).orElseThrow(TokenException::notGood);
    if (account.epoch() != epoch) {
      throw TokenException.expired();
    }
    return account;
  }

  /** Whom a token of that epoch would name that was issued now; a guest's name is as it was. */
  Answer<Identity> again(UserId user, long epoch) throws StoreException {
    if (user.isGuest()) {
      Optional<Instant> expires = own.end(Standing.GUEST);
      return new Answer.Given<>(new Identity(user, "", Standing.GUEST, Map.of(), expires));
    }
    try {
      Account account = account(user, epoch);
      return new Answer.Given<>(Identity.of(account, own.end(account.standing())));
    } catch (TokenException e) {
      return new Answer.Refused<>(e.refusal());
    }
  }
}
