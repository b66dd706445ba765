package dev.natter.auth;

import dev.natter.chat.Account;
import dev.natter.chat.Answer;
import dev.natter.chat.Audit;
import dev.natter.chat.Caller;
import dev.natter.chat.Deed;
import dev.natter.chat.RateLimits;
import dev.natter.chat.RejectCode;
import dev.natter.chat.Rejected;
import dev.natter.chat.Skeleton;
import dev.natter.chat.Standing;
import dev.natter.chat.StoreException;
import dev.natter.chat.UserId;
import dev.natter.chat.UserStore;
import dev.natter.chat.WorkPool;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The accounts: who is registered, how they prove it, and what those who administer may do to them.
 * Passwords are hashed on a few threads of its own, with a bounded number of people waiting.
 *
 * <p>Thread: any; nothing here blocks.
 */
public final class Accounts implements AutoCloseable {

  /** The most bots of one owner. */
  public static final int MAX_BOTS = 50;

  /** The most accounts in one page. */
  public static final int MAX_PAGE = 200;

  private static final int THREADS = 2;
  private static final int MAX_WAITING = 100;

  private static final Rejected NOT_YOURS =
      new Rejected(RejectCode.FORBIDDEN, "Only who administers the server may do this.");
  private static final Rejected OFF =
      new Rejected(RejectCode.FORBIDDEN, "Accounts are not used on this server.");
  private static final Rejected SIGNED_OUT =
      new Rejected(RejectCode.EXPIRED, "You were signed out everywhere. Sign in again.");

  private final boolean used;
  private final UserStore users;
  private final OwnTokens tokens;
  private final RateLimits limits;
  private final Audit audit;
  private final BiConsumer<UserId, Rejected> sendAway;
  private final WorkPool pool;
  private final AccountBook book;

  Accounts(
      boolean used,
      UserStore users,
      OwnTokens tokens,
      RateLimits limits,
      Audit audit,
      Clock clock,
      BiConsumer<UserId, Rejected> sendAway,
      Consumer<Throwable> faults) {
    this.used = used;
    this.users = users;
    this.tokens = tokens;
    this.limits = limits;
    this.audit = audit;
    this.sendAway = sendAway;
    this.pool = new WorkPool("natter-password", THREADS, MAX_WAITING, faults);
    this.book = new AccountBook(users, clock, used);
  }

  /** Makes an account for somebody, and signs in to it. */
  public CompletableFuture<Answer<SignedIn>> register(
      String name, String password, String address) {
    Optional<Rejected> refused = used ? limits.refusal(address, Deed.REGISTER) : Optional.of(OFF);
    if (refused.isPresent()) {
      return refused("account:register", name, address, refused.get());
    }
    return pool.run(
        () -> {
          Answer<Account> made = book.add(name, password, Standing.USER);
          note(made, "account:register", name, address);
          return made.fold(
              account -> new Answer.Given<>(new SignedIn(account, tokens.issue(account))),
              Answer.Refused::new);
        });
  }

  /** Signs in by name and password. */
  public CompletableFuture<Answer<SignedIn>> signIn(String name, String password, String address) {
    String key = Skeleton.of(name);
    Optional<Rejected> refused = used ? limits.signInRefusal(address, key) : Optional.of(OFF);
    if (refused.isPresent()) {
      return refused("account:sign-in", name, address, refused.get());
    }
    return pool.run(
        () -> {
          Answer<Account> proved = book.prove(users.named(key), password);
          note(proved, "account:sign-in", name, address);
          return proved.fold(
              account -> {
                limits.signedIn(address, key);
                return new Answer.Given<>(new SignedIn(account, tokens.issue(account)));
              },
              Answer.Refused::new);
        });
  }

  /** Another token for an account that has a good one, which stays good as well. */
  public CompletableFuture<Answer<SignedIn>> renew(Caller caller) {
    return pool.run(
        () ->
            own(caller)
                .fold(
                    account -> new Answer.Given<>(new SignedIn(account, tokens.issue(account))),
                    Answer.Refused::new));
  }

  /** Changes the caller's own password, which ends all its sessions; the answer's token is new. */
  public CompletableFuture<Answer<SignedIn>> changePassword(
      Caller caller, String old, String password) {
    String key = Skeleton.of(caller.sender().name());
    Optional<Rejected> refused = limits.signInRefusal(caller.address(), key);
    if (refused.isPresent()) {
      return CompletableFuture.completedFuture(new Answer.Refused<>(refused.get()));
    }
    return pool.run(
        () -> {
          Answer<Account> proved = book.prove(users.account(caller.user()), old);
          if (proved instanceof Answer.Refused<Account> wrong) {
            return new Answer.Refused<>(wrong.why());
          }
          limits.signedIn(caller.address(), key);
          Optional<Rejected> poor = AccountBook.refusalOf(password);
          if (poor.isPresent()) {
            return new Answer.Refused<>(poor.get());
          }
          String hash = PasswordHash.of(password);
          return signedOut(caller, caller.user(), "account:password", a -> a.withPassword(hash));
        });
  }

  /** Ends all sessions and tokens of the caller's account; the answer's token is new. */
  public CompletableFuture<Answer<SignedIn>> signOutEverywhere(Caller caller) {
    return pool.run(
        () -> signedOut(caller, caller.user(), "account:sign-out", Account::withoutTokens));
  }

  /** Makes a bot of the caller's; its token is good until the bot is removed. */
  public CompletableFuture<Answer<SignedIn>> addBot(Caller caller, String name) {
    return pool.run(
        () -> {
          Answer<Account> owner = own(caller);
          if (owner instanceof Answer.Refused<Account> none) {
            return new Answer.Refused<>(none.why());
          }
          if (caller.standing() == Standing.BOT) {
            return new Answer.Refused<>(RejectCode.FORBIDDEN, "A bot has no bots.");
          }
          if (users.bots(caller.user(), MAX_BOTS).size() == MAX_BOTS) {
            return new Answer.Refused<>(
                RejectCode.LIMIT_REACHED, "You have " + MAX_BOTS + " bots. Remove one first.");
          }
          Answer<Account> bot = book.add(name, "", Standing.BOT, Optional.of(caller.user()));
          bot.fold(a -> done(caller, "bot:add", a.id()), why -> why);
          return bot.fold(
              account -> new Answer.Given<>(new SignedIn(account, tokens.issue(account))),
              Answer.Refused::new);
        });
  }

  /** The caller's bots. */
  public CompletableFuture<Answer<List<Account>>> bots(Caller caller) {
    return pool.run(() -> new Answer.Given<>(users.bots(caller.user(), MAX_BOTS)));
  }

  /** Removes a bot of the caller's, or any as administrator; its token is good no more. */
  public CompletableFuture<Answer<UserId>> removeBot(Caller caller, UserId bot) {
    return pool.run(
        () -> {
          Optional<Account> found =
              users.account(bot).filter(account -> account.standing() == Standing.BOT);
          boolean may =
              caller.isAdmin() || found.flatMap(Account::owner).equals(Optional.of(caller.user()));
          return found.isPresent() && may
              ? removed(caller, bot, "bot:remove")
              : new Answer.Refused<>(AccountBook.NO_ACCOUNT);
        });
  }

  /** The account of that id, as others may know it. */
  public CompletableFuture<Answer<Account>> account(UserId id) {
    return pool.run(() -> AccountBook.orNone(users.account(id)));
  }

  /** The account of that name, as others may know it. */
  public CompletableFuture<Answer<Account>> named(String name) {
    return pool.run(() -> AccountBook.orNone(users.named(Skeleton.of(name))));
  }

  /** For administrators: accounts by the skeleton of their names, after one; empty for all. */
  public CompletableFuture<Answer<List<Account>>> page(Caller caller, String after, int limit) {
    return pool.run(
        () ->
            caller.isAdmin()
                ? new Answer.Given<>(users.page(after, Math.min(limit, MAX_PAGE)))
                : new Answer.Refused<>(NOT_YOURS));
  }

  /** For administrators: makes an account. */
  public CompletableFuture<Answer<Account>> add(
      Caller caller, String name, String password, Standing standing) {
    return pool.run(
        () -> {
          if (!caller.isAdmin()) {
            return new Answer.Refused<>(NOT_YOURS);
          }
          Answer<Account> made = book.add(name, password, standing);
          made.fold(account -> done(caller, "account:add", account.id()), why -> why);
          return made;
        });
  }

  /** For administrators: gives somebody another password, which ends all its sessions. */
  public CompletableFuture<Answer<SignedIn>> setPassword(
      Caller caller, UserId user, String password) {
    return pool.run(
        () -> {
          Optional<Rejected> poor =
              caller.isAdmin() ? AccountBook.refusalOf(password) : Optional.of(NOT_YOURS);
          if (poor.isPresent()) {
            return new Answer.Refused<>(poor.get());
          }
          String hash = PasswordHash.of(password);
          return signedOut(caller, user, "account:password", a -> a.withPassword(hash));
        });
  }

  /** For administrators: makes somebody an administrator or a user like others. */
  public CompletableFuture<Answer<Account>> setStanding(
      Caller caller, UserId user, Standing standing) {
    return pool.run(
        () -> {
          if (!caller.isAdmin()) {
            return new Answer.Refused<>(NOT_YOURS);
          }
          if (standing == Standing.GUEST || standing == Standing.BOT) {
            return new Answer.Refused<>(RejectCode.BAD_REQUEST, "The role is user or admin.");
          }
          Answer<Account> changed = book.change(user, account -> account.withStanding(standing));
          changed.fold(account -> done(caller, "account:role", account.id()), why -> why);
          // What it may do is read when a session opens.
          changed.fold(account -> leave(account.id()), why -> why);
          return changed;
        });
  }

  /** For administrators, or the account itself: removes an account and its bots. */
  public CompletableFuture<Answer<UserId>> remove(Caller caller, UserId user) {
    return pool.run(
        () -> {
          if (!caller.isAdmin() && !caller.user().equals(user)) {
            return new Answer.Refused<>(NOT_YOURS);
          }
          for (Account bot : users.bots(user, MAX_BOTS)) {
            removed(caller, bot.id(), "bot:remove");
          }
          return removed(caller, user, "account:remove");
        });
  }

  /** Waits for nobody. */
  @Override
  public void close() {
    pool.close();
  }

  private Answer<Account> own(Caller caller) throws StoreException {
    return AccountBook.orNone(
        caller.user().isAccount() ? users.account(caller.user()) : Optional.empty());
  }

  private Answer<SignedIn> signedOut(
      Caller caller, UserId user, String action, UnaryOperator<Account> with)
      throws StoreException {
    Answer<Account> changed = book.change(user, with);
    return changed.fold(
        account -> {
          done(caller, action, user);
          leave(user);
          return new Answer.Given<>(new SignedIn(account, tokens.issue(account)));
        },
        Answer.Refused::new);
  }

  private Answer<UserId> removed(Caller caller, UserId user, String action) throws StoreException {
    if (!users.remove(user)) {
      return new Answer.Refused<>(AccountBook.NO_ACCOUNT);
    }
    done(caller, action, user);
    leave(user);
    return new Answer.Given<>(user);
  }

  private UserId leave(UserId user) {
    sendAway.accept(user, SIGNED_OUT);
    return user;
  }

  private UserId done(Caller caller, String action, UserId target) {
    audit.done(caller, action, target.value());
    return target;
  }

  private void note(Answer<Account> answer, String action, String name, String address) {
    answer.fold(
        account -> {
          audit.tried(account.id().value(), action, address, Optional.empty());
          return account;
        },
        why -> {
          audit.tried(name, action, address, Optional.of(why));
          return why;
        });
  }

  private <T> CompletableFuture<Answer<T>> refused(
      String action, String name, String address, Rejected why) {
    audit.tried(name, action, address, Optional.of(why));
    return CompletableFuture.completedFuture(new Answer.Refused<>(why));
  }
}
