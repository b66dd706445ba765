package dev.natter.chat;

import java.time.Instant;
import java.util.Optional;

/**
 * A person or a bot that is known here by name, as it is kept.
 *
 * @param name what people read and type to sign in
 * @param standing anything but {@link Standing#GUEST}
 * @param passwordHash how the password is recognised; empty for one that cannot sign in by password
 * @param epoch which of its tokens are good: those of this number. Counting on revokes all
 * @param owner whose bot it is; empty for people
 * @param revision counts changes, so that of two made at once only one holds
 */
public record Account(
    UserId id,
    String name,
    Standing standing,
    String passwordHash,
    long epoch,
    Optional<UserId> owner,
    Instant created,
    long revision) {

  public Account {
    if (standing == Standing.GUEST) {
      throw new IllegalArgumentException("an account is no guest");
    }
    if (!id.isAccount()) {
      throw new IllegalArgumentException("an account's id is one of an account");
    }
    AccountName.of(name);
  }

  /** The form of the name that no other account shares. */
  public String nameKey() {
    return Skeleton.of(name);
  }

  /** The same with another password, which ends all tokens. */
  public Account withPassword(String hash) {
    return new Account(id, name, standing, hash, epoch + 1, owner, created, revision + 1);
  }

  /** The same whose tokens are all revoked. */
  public Account withoutTokens() {
    return withPassword(passwordHash);
  }

  /** The same with another standing. */
  public Account withStanding(Standing newStanding) {
    return new Account(id, name, newStanding, passwordHash, epoch, owner, created, revision + 1);
  }
}
