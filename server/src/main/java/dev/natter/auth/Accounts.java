package dev.natter.auth;

import dev.natter.chat.Account;
import dev.natter.chat.Answer;
import dev.natter.chat.Audit;
import dev.natter.chat.AuthMode;
import dev.natter.chat.Caller;
import dev.natter.chat.Deed;
import dev.natter.chat.Listing;
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

  /** The fewest characters of a password. */
  public static final int MIN_PASSWORD = PasswordHash.MIN_LENGTH;

  /** The most characters (UTF-16 units) of a password. */
  public static final int MAX_PASSWORD = PasswordHash.MAX_LENGTH;

  /** The most accounts in one page. */
  public static final int MAX_PAGE = 200;

  private static final int THREADS = 2;
  private static final int MAX_WAITING = 100;

  private static final Rejected NOT_YOURS =
      new Rejected(RejectCode.FORBIDDEN, "Only who administers the server may do this.");
  private static final Rejected OFF =
      new Rejected(RejectCode.FORBIDDEN, "Accounts are not used on this server.");
  private static final Rejected CLOSED =
      new Rejected(RejectCode.FORBIDDEN, "Accounts are made by who administers this server.");
  private static final Rejected SIGNED_OUT =
      new Rejected(RejectCode.EXPIRED, "You were signed out everywhere. Sign in again.");

  private final AuthSettings settings;
  private final UserStore users;
  private final OwnTokens tokens;
  private final RateLimits limits;
  private final Audit audit;
  private final BiConsumer<UserId, Rejected> sendAway;
  private final WorkPool pool;
  private final AccountBook book;

  Accounts(
      AuthSettings settings,
      UserStore users,
      OwnTokens tokens,
      RateLimits limits,
      Audit audit,
      Clock clock,
      BiConsumer<UserId, Rejected> sendAway,
      Consumer<Throwable> faults) {
    this.settings = settings;
    this.users = users;
    this.tokens = tokens;
    this.limits = limits;
    this.audit = audit;
    this.sendAway = sendAway;
    this.pool = new WorkPool("natter-password", THREADS, MAX_WAITING, faults);
    this.book = new AccountBook(users, clock, isUsed());
  }

  /** Whether anybody may make an account. */
  public boolean isOpen() {
    return isUsed() && settings.registration();
  }

  private boolean isUsed() {
    return settings.letsIn(AuthMode.ACCOUNTS);
  }

  /** Makes an account for somebody, and signs in to it. */
  public CompletableFuture<Answer<SignedIn>> register(
      String name, String password, String address) {
    Optional<Rejected> refused =
        isOpen()
            ? limits.refusal(address, Deed.REGISTER, Skeleton.of(name))
            : Optional.of(isUsed() ? CLOSED : OFF);
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
    Optional<Rejected> refused =
        isUsed() ? limits.refusal(address, Deed.SIGN_IN, key) : Optional.of(OFF);
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
    Optional<Rejected> refused = limits.refusal(caller.address(), Deed.SIGN_IN, key);
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
          return signedOut(caller, "account:password", a -> a.withPassword(hash));
        });
  }

  /** Ends all sessions and tokens of the caller's account; the answer's token is new. */
  public CompletableFuture<Answer<SignedIn>> signOutEverywhere(Caller caller) {
    return pool.run(() -> signedOut(caller, "account:sign-out", Account::withoutTokens));
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
  public CompletableFuture<Answer<Account>> removeBot(Caller caller, String name) {
    return pool.run(
        () -> {
          Optional<Account> found =
              users.named(Skeleton.of(name)).filter(account -> account.standing() == Standing.BOT);
          boolean may =
              caller.isAdmin() || found.flatMap(Account::owner).equals(Optional.of(caller.user()));
          return found.isPresent() && may
              ? removed(caller, found.get(), "bot:remove")
              : new Answer.Refused<>(AccountBook.NO_ACCOUNT);
        });
  }

  /** For administrators: accounts by the skeleton of their names, after one; empty for all. */
  public CompletableFuture<Answer<Listing<Account>>> page(Caller caller, String after, int limit) {
    return pool.run(
        () -> {
          if (!caller.isAdmin()) {
            return new Answer.Refused<>(NOT_YOURS);
          }
          int most = Math.min(limit, MAX_PAGE);
          List<Account> page = users.page(after, most);
          String next = page.size() < most ? "" : page.get(most - 1).nameKey();
          return new Answer.Given<>(new Listing<>(page, next));
        });
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

  /**
   * For administrators: gives somebody another password, which ends all its sessions, makes it an
   * administrator or a user like others, or both.
   */
  public CompletableFuture<Answer<Account>> change(
      Caller caller, String name, Optional<String> password, Optional<Standing> standing) {
    return pool.run(
        () -> {
          Optional<Rejected> refused = refusal(caller, password, standing);
          if (refused.isPresent()) {
            return new Answer.Refused<>(refused.get());
          }
          Optional<Account> found = users.named(Skeleton.of(name));
          if (found.filter(account -> account.standing() == Standing.BOT).isPresent()) {
            return new Answer.Refused<>(RejectCode.BAD_REQUEST, "A bot stays what it is.");
          }
          Answer<Account> changed = AccountBook.orNone(found);
          if (found.isPresent() && password.isPresent()) {
            String hash = PasswordHash.of(password.get());
            changed = changed(caller, found.get(), "account:password", a -> a.withPassword(hash));
          }
          if (found.isPresent() && standing.isPresent() && changed instanceof Answer.Given) {
            // What it may do is read when a session opens.
            Standing as = standing.get();
            changed = changed(caller, found.get(), "account:role", a -> a.withStanding(as));
          }
          return changed;
        });
  }

  private static Optional<Rejected> refusal(
      Caller caller, Optional<String> password, Optional<Standing> standing) {
    if (!caller.isAdmin()) {
      return Optional.of(NOT_YOURS);
    }
    return standing
        .filter(wanted -> wanted == Standing.GUEST || wanted == Standing.BOT)
        .map(wanted -> new Rejected(RejectCode.BAD_REQUEST, "An account is user or admin."))
        .or(() -> password.flatMap(AccountBook::refusalOf));
  }

  /**
   * For administrators, or the account itself: removes an account and its bots.
   *
   * @param who its name or its id
   */
  public CompletableFuture<Answer<Account>> remove(Caller caller, String who) {
    return pool.run(
        () -> {
          Optional<UserId> id = UserId.read(who).filter(UserId::isAccount);
          Optional<Account> found =
              id.isPresent() ? users.account(id.get()) : users.named(Skeleton.of(who));
          boolean own = found.filter(account -> account.id().equals(caller.user())).isPresent();
          if (!caller.isAdmin() && !own) {
            return new Answer.Refused<>(NOT_YOURS);
          }
          if (found.isEmpty()) {
            return new Answer.Refused<>(AccountBook.NO_ACCOUNT);
          }
          for (Account bot : users.bots(found.get().id(), MAX_BOTS)) {
            removed(caller, bot, "bot:remove");
          }
          return removed(caller, found.get(), "account:remove");
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

  private Answer<SignedIn> signedOut(Caller caller, String action, UnaryOperator<Account> with)
      throws StoreException {
    return own(caller) instanceof Answer.Given<Account> own
        ? changed(caller, own.value(), action, with)
            .fold(
                account -> new Answer.Given<>(new SignedIn(account, tokens.issue(account))),
                Answer.Refused::new)
        : new Answer.Refused<>(AccountBook.NO_ACCOUNT);
  }

  /** Changes an account, which ends its sessions. */
  private Answer<Account> changed(
      Caller caller, Account account, String action, UnaryOperator<Account> with)
      throws StoreException {
    Answer<Account> changed = book.change(account.id(), with);
    if (changed instanceof Answer.Given) {
      done(caller, action, account.id());
      leave(account.id());
    }
    return changed;
  }

  private Answer<Account> removed(Caller caller, Account account, String action)
      throws StoreException {
    if (!users.remove(account.id())) {
      return new Answer.Refused<>(AccountBook.NO_ACCOUNT);
    }
    done(caller, action, account.id());
    leave(account.id());
    return new Answer.Given<>(account);
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
