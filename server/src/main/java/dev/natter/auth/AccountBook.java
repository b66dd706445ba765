package dev.natter.auth;

import dev.natter.chat.Account;
import dev.natter.chat.AccountName;
import dev.natter.chat.Answer;
import dev.natter.chat.RejectCode;
import dev.natter.chat.Rejected;
import dev.natter.chat.Standing;
import dev.natter.chat.StoreException;
import dev.natter.chat.UserId;
import dev.natter.chat.UserStore;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What is done with accounts in the store, whoever asks for it.
 *
 * <p>Thread: one that may block, and be busy with a password.
 */
final class AccountBook {

  static final Rejected NO_ACCOUNT =
      new Rejected(RejectCode.NOT_FOUND, "There is no such account.");
  private static final Rejected WRONG =
      new Rejected(RejectCode.UNAUTHORIZED, "The name or the password is wrong.");
  private static final int ID_BYTES = 10;
  private static final int ID_LENGTH = 16;

  /** How often a change is tried again that met another one. */
  private static final int TRIES = 5;

  private final UserStore users;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /** What a password is compared with when there is none, so that nobody can tell by the time. */
  private final String nobodys;

  AccountBook(UserStore users, Clock clock, boolean signsIn) {
    this.users = users;
    this.clock = clock;
    this.nobodys = signsIn ? PasswordHash.of(randomId()) : "";
  }

  /** Adds an account that signs in by password. */
  Answer<Account> add(String name, String password, Standing standing) throws StoreException {
    Optional<Rejected> poor = refusalOf(password);
    return poor.isPresent()
        ? new Answer.Refused<>(poor.get())
        : add(name, password, standing, Optional.empty());
  }

  /** Adds an account; a bot has no password. */
  Answer<Account> add(String name, String password, Standing standing, Optional<UserId> owner)
      throws StoreException {
    try {
      AccountName.of(name);
    } catch (IllegalArgumentException e) {
      return new Answer.Refused<>(RejectCode.BAD_REQUEST, String.valueOf(e.getMessage()));
    }
    String hash = standing == Standing.BOT ? "" : PasswordHash.of(password);
    Account account =
        new Account(
            UserId.account(randomId()),
            name,
            standing,
            hash,
            1,
            owner,
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            1);
    return users.add(account)
        ? new Answer.Given<>(account)
        : new Answer.Refused<>(
            RejectCode.NAME_TAKEN,
            "This name is taken, or looks like one that is. Choose another.");
  }

  /** Whether a password is that of the account that somebody claims to be. */
  Answer<Account> prove(Optional<Account> claimed, String password) {
    String kept = claimed.map(Account::passwordHash).filter(hash -> !hash.isEmpty()).orElse("");
    boolean right =
        password.length() <= PasswordHash.MAX_LENGTH
            && PasswordHash.matches(password, kept.isEmpty() ? nobodys : kept);
    return right && !kept.isEmpty()
        ? new Answer.Given<>(claimed.orElseThrow())
        : new Answer.Refused<>(WRONG);
  }

  /** Why a password cannot be taken; empty if it can. */
  static Optional<Rejected> refusalOf(String password) {
    boolean fits =
        password.length() >= PasswordHash.MIN_LENGTH
            && password.length() <= PasswordHash.MAX_LENGTH;
    return fits
        ? Optional.empty()
        : Optional.of(new Rejected(RejectCode.BAD_REQUEST, "A password has 8 to 256 characters."));
  }

  static Answer<Account> orNone(Optional<Account> found) {
    return found
        .<Answer<Account>>map(Answer.Given::new)
        .orElseGet(() -> new Answer.Refused<>(NO_ACCOUNT));
  }

  /** Changes an account, again if another change came between. */
  Answer<Account> change(UserId user, UnaryOperator<Account> with) throws StoreException {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      Optional<Account> found = users.account(user);
      if (found.isEmpty()) {
        return new Answer.Refused<>(NO_ACCOUNT);
      }
      Account changed = with.apply(found.get());
      if (users.replace(changed)) {
        return new Answer.Given<>(changed);
      }
    }
    return new Answer.Refused<>(RejectCode.CONFLICT, "The account is being changed. Try again.");
  }

  /** Sixteen letters and digits that nobody can guess and that no other account has had. */
  private String randomId() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    String id = new BigInteger(1, bytes).toString(32);
    return "0".repeat(ID_LENGTH - id.length()) + id;
  }
}
