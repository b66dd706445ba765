package dev.natter.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.natter.chat.Account;
import dev.natter.chat.Listing;
import dev.natter.chat.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An account as its owner and administrators see it, without anything that is secret.
 *
 * @param standing {@code user}, {@code bot} or {@code admin}
 * @param owner the id of whose bot it is; left out for people
 */
public record ShownAccount(
    String id,
    String name,
    String standing,
    String createdAt,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String owner) {

  /**
   * Several of them.
   *
   * @param cursor what to ask with for what follows; left out at the end
   */
  public record Page(
      List<ShownAccount> accounts, @JsonInclude(JsonInclude.Include.NON_EMPTY) String cursor) {
    /** Part of a listing. */
    public static Page of(Listing<Account> page) {
      return new Page(page.items().stream().map(ShownAccount::of).toList(), page.next());
    }
  }

  /**
   * The answer to whoever has signed in.
   *
   * @param token left out where a cookie has it
   * @param expiresAt left out for a token that is good until it is revoked
   */
  public record SignedIn(
      ShownAccount account,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) String token,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) String expiresAt) {

    /** The answer for an account and its token; empty if a cookie has that. */
    public static SignedIn of(Account account, String token, Optional<Instant> expires) {
      return new SignedIn(ShownAccount.of(account), token, expires.map(Timestamp::of).orElse(""));
    }

    /** Keeps the token out of logs. */
    @Override
    public String toString() {
      return "SignedIn";
    }
  }

  /** An account's spelling. */
  public static ShownAccount of(Account account) {
    return new ShownAccount(
        account.id().value(),
        account.name(),
        account.standing().name().toLowerCase(Locale.ROOT),
        Timestamp.of(account.created()),
        account.owner().map(UserId::value).orElse(""));
  }
}
