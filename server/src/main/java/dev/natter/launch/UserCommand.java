package dev.natter.launch;

import dev.natter.auth.Accounts;
import dev.natter.auth.AuthSettings;
import dev.natter.auth.Doorkeeper;
import dev.natter.auth.GuestNaming;
import dev.natter.chat.Account;
import dev.natter.chat.Administration;
import dev.natter.chat.Answer;
import dev.natter.chat.Audit;
import dev.natter.chat.AuthMode;
import dev.natter.chat.Caller;
import dev.natter.chat.ChatLimits;
import dev.natter.chat.Eraser;
import dev.natter.chat.Erasure;
import dev.natter.chat.Messages;
import dev.natter.chat.RateLimits;
import dev.natter.chat.RateSettings;
import dev.natter.chat.RejectCode;
import dev.natter.chat.Rejected;
import dev.natter.chat.RoomRules;
import dev.natter.chat.Rooms;
import dev.natter.chat.Standing;
import dev.natter.chat.StoreException;
import dev.natter.chat.Upkeep;
import dev.natter.chat.UserId;
import dev.natter.wire.EraseRequest;
import dev.natter.wire.MalformedException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * {@code natter user add|passwd|role|remove}: works on the store itself, as who has that in hand.
 * With the embedded store the server must not run; with MongoDB it may.
 */
final class UserCommand {

  private static final String NAME = "NAME";
  private static final String ROLE = "ROLE";
  private static final String ROLE_OPTION = "--role";
  private static final String ERASE_OPTION = "--erase";
  private static final Duration CLOSING = Duration.ofSeconds(10);
  private static final Set<Setting> SETTINGS =
      EnumSet.of(Setting.DATA, Setting.MONGO_URI, Setting.FSYNC, Setting.CONFIG);

  private final PrintWriter out;
  private final Reading settings;
  private final Asking passwords;

  /** Reads the settings of a command. */
  @FunctionalInterface
  interface Reading {
    Settings read(Command.Given given) throws UsageException;
  }

  /** Asks the person for a password, which is never an argument: those are seen by others. */
  @FunctionalInterface
  interface Asking {
    String ask() throws UsageException;
  }

  UserCommand(PrintWriter out, Reading settings, Asking passwords) {
    this.out = out;
    this.settings = settings;
    this.passwords = passwords;
  }

  /** Its row in the table of commands. */
  Command row() {
    ArgSpec name = position(NAME, "the name of the account", "0");
    ArgSpec role = position(ROLE, "user or admin", "1");
    ArgSpec roleOption =
        OptionSpec.builder(ROLE_OPTION)
            .type(String.class)
            .paramLabel(ROLE)
            .description("user or admin [user]")
            .build();
    ArgSpec erase =
        OptionSpec.builder(ERASE_OPTION)
            .type(String.class)
            .paramLabel("remove|unlink")
            .description("what it said goes, or stays and is nobody's; by its id if it is gone")
            .build();
    return new Command(
        "user",
        "Add and change accounts; passwords are read from the terminal or from stdin.",
        Set.of(),
        List.of(),
        given -> {
          throw new UsageException("user needs one of add, passwd, role and remove.");
        },
        List.of(
            inner("add", "Add an account.", List.of(name, roleOption), this::add),
            inner(
                "passwd",
                "Change a password, which ends all sessions.",
                List.of(name),
                this::passwd),
            inner("role", "Make somebody admin, or user again.", List.of(name, role), this::role),
            inner(
                "remove",
                "Remove an account and its bots, and with --erase what it said and where it was.",
                List.of(name, erase),
                this::remove)));
  }

  private static Command inner(
      String name, String sentence, List<ArgSpec> arguments, Command.Body body) {
    return new Command(name, sentence, SETTINGS, arguments, body);
  }

  private static ArgSpec position(String label, String sentence, String index) {
    return PositionalParamSpec.builder()
        .type(String.class)
        .paramLabel(label)
        .description(sentence)
        .index(index)
        .required(true)
        .build();
  }

  private int add(Command.Given given) throws UsageException, StartException {
    String role = given.text(ROLE_OPTION);
    Standing standing = standing(role.isEmpty() ? "user" : role);
    String password = passwords.ask();
    return with(
        given,
        work -> {
          Account added =
              done(work.accounts().add(Caller.console(), given.text(NAME), password, standing));
          out.println("added %s (%s)".formatted(Line.of(added.name()), added.id().value()));
        });
  }

  private int passwd(Command.Given given) throws UsageException, StartException {
    return change(
        given, Optional.of(passwords.ask()), Optional.empty(), "changed the password of %s");
  }

  private int role(Command.Given given) throws UsageException, StartException {
    Standing standing = standing(given.text(ROLE));
    return change(
        given, Optional.empty(), Optional.of(standing), "%s is " + given.text(ROLE) + " now");
  }

  /** Changes an account, and says so with its name. */
  private int change(
      Command.Given given, Optional<String> password, Optional<Standing> standing, String sentence)
      throws UsageException, StartException {
    return with(
        given,
        work -> {
          Account changed =
              done(work.accounts().change(Caller.console(), given.text(NAME), password, standing));
          out.println(sentence.formatted(Line.of(changed.name())));
        });
  }

  private int remove(Command.Given given) throws UsageException, StartException {
    String who = given.text(NAME);
    Optional<Erasure> erasure = erasure(given.text(ERASE_OPTION));
    return with(
        given,
        work -> {
          Answer<Account> removed = work.accounts().remove(Caller.console(), who).join();
          boolean gone = erasure.isPresent() && isGone(removed);
          UserId user =
              gone && UserId.read(who).isPresent()
                  ? UserId.read(who).get()
                  : removedAndSaid(removed).id();
          if (erasure.isPresent()) {
            long changed = value(work.erase(user, erasure.get()));
            out.println("erased %s from %d messages".formatted(Line.of(user.value()), changed));
          }
        });
  }

  private static boolean isGone(Answer<Account> removed) {
    return removed.fold(account -> false, why -> why.code() == RejectCode.NOT_FOUND);
  }

  private Account removedAndSaid(Answer<Account> removed) throws UsageException, StartException {
    Account account = value(removed);
    out.println("removed " + Line.of(account.name()));
    return account;
  }

  private static Optional<Erasure> erasure(String word) throws UsageException {
    try {
      return word.isEmpty() ? Optional.empty() : Optional.of(EraseRequest.read(word));
    } catch (MalformedException e) {
      throw new UsageException(ERASE_OPTION + " is remove or unlink.");
    }
  }

  private static Standing standing(String role) throws UsageException {
    return switch (role.toLowerCase(Locale.ROOT)) {
      case "user" -> Standing.USER;
      case "admin" -> Standing.ADMIN;
      default ->
          throw new UsageException("'%s' is no role: user or admin.".formatted(Line.of(role)));
    };
  }

  /** What is done with what is open. */
  @FunctionalInterface
  private interface Work {
    void on(Opened work) throws UsageException, StartException;
  }

  /** The store, and what works on it as in a server that nobody talks to. */
  private record Opened(OpenedStore store, Audit audit, Accounts accounts) {

    Answer<Long> erase(UserId user, Erasure erasure) {
      Clock clock = Clock.systemUTC();
      Rooms rooms = new Rooms(store.rooms(), RoomRules.defaults(), clock);
      Messages messages =
          new Messages(
              store.messages(),
              rooms,
              event -> {},
              ChatLimits.defaults(),
              System::nanoTime,
              UserCommand::fault);
      Upkeep upkeep = new Upkeep(messages, store.messages(), store.files(), clock);
      Eraser eraser = new Eraser(upkeep, rooms, event -> {});
      try (Administration work = new Administration(audit, eraser, UserCommand::fault)) {
        Answer<Long> erased = work.erase(Caller.console(), user, erasure).join();
        messages.close(CLOSING);
        return erased;
      }
    }
  }

  private int with(Command.Given given, Work work) throws UsageException, StartException {
    Settings read = settings.read(given);
    AuthSettings auth =
        new AuthSettings(
            Set.of(AuthMode.ACCOUNTS),
            Optional.empty(),
            GuestNaming.SUFFIX,
            read.auth().tokenLife());
    Clock clock = Clock.systemUTC();
    RateLimits limits = new RateLimits(RateSettings.off(), System::nanoTime);
    try (OpenedStore store = OpenedStore.open(read, clock);
        Audit audit = new Audit(store.audit(), clock, entry -> {});
        Doorkeeper doorkeeper =
            Doorkeeper.of(auth, store.users(), limits, audit, clock, UserCommand::fault)) {
      work.on(new Opened(store, audit, doorkeeper.accounts()));
      return 0;
    } catch (StoreException e) {
      throw new StartException("The store does not answer.", e);
    }
  }

  private static void fault(Throwable fault) {
    throw new IllegalStateException(fault);
  }

  private static <T> T done(CompletableFuture<Answer<T>> answer)
      throws UsageException, StartException {
    return value(answer.join());
  }

  private static <T> T value(Answer<T> came) throws UsageException, StartException {
    if (came instanceof Answer.Given<T> given) {
      return given.value();
    }
    Rejected why = came.fold(unused -> new Rejected(RejectCode.INTERNAL, ""), refused -> refused);
    if (why.code() == RejectCode.BAD_REQUEST) {
      throw new UsageException(why.sentence());
    }
    throw new StartException(why.sentence(), new IllegalStateException(why.code().name()));
  }
}
