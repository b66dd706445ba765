package dev.natter.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.natter.chat.Account;
import dev.natter.chat.AuditEntry;
import dev.natter.chat.Draft;
import dev.natter.chat.Erasure;
import dev.natter.chat.HistoryQuery;
import dev.natter.chat.IdempotencyKey;
import dev.natter.chat.Message;
import dev.natter.chat.MessageBody;
import dev.natter.chat.RoomId;
import dev.natter.chat.Sender;
import dev.natter.chat.SessionId;
import dev.natter.chat.Skeleton;
import dev.natter.chat.Standing;
import dev.natter.chat.UserId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserCommandIT {

  @TempDir private Path folder = Path.of("");

  private final StringWriter said = new StringWriter();
  private String password = "correct horse";

  @Test
  void anAccountIsAddedChangedAndRemoved() throws Exception {
    assertThat(run("add", "Ada", "--role", "admin")).isEqualTo(0);
    Account added = account("Ada").orElseThrow();
    assertThat(added.standing()).isEqualTo(Standing.ADMIN);

    password = "battery staple";
    assertThat(run("passwd", "ada")).isEqualTo(0);
    assertThat(account("Ada").orElseThrow().epoch()).isGreaterThan(added.epoch());

    assertThat(run("role", "Ada", "user")).isEqualTo(0);
    assertThat(account("Ada").orElseThrow().standing()).isEqualTo(Standing.USER);

    assertThat(run("remove", "Ada")).isEqualTo(0);
    assertThat(account("Ada")).isEmpty();
    assertThat(audit())
        .extracting(AuditEntry::action)
        .containsExactlyInAnyOrder(
            "account:add", "account:password", "account:role", "account:remove");
    assertThat(said.toString()).doesNotContain("horse", "staple");
  }

  @ParameterizedTest
  @ValueSource(strings = {"remove", "unlink"})
  void whoIsErasedIsNowhereInTheStore(String how) throws Exception {
    run("add", "Ada");
    UserId ada = account("Ada").orElseThrow().id();
    post(ada, "secret plans");

    assertThat(run("remove", "Ada", "--erase", how)).isEqualTo(0);
    assertThat(said.toString())
        .contains("removed Ada", "erased " + ada.value() + " from 1 messages");
    assertThat(history()).extracting(Message::sender).containsExactly(Erasure.NOBODY);
    assertThat(history().get(0).isDeleted()).isEqualTo(how.equals("remove"));

    assertThat(run("remove", ada.value(), "--erase", how)).as("again, by its id").isEqualTo(0);
    assertThat(said.toString()).contains("from 0 messages");
    assertThat(run("remove", "Ada", "--erase", how)).isEqualTo(Natter.FAILED);
    assertThat(run("remove", "Ada", "--erase", "all")).isEqualTo(Natter.USAGE);
    assertThat(audit()).extracting(AuditEntry::action).contains("user:erase", "user:erased");
  }

  private void post(UserId user, String text) throws Exception {
    try (OpenedStore store = store()) {
      Draft draft =
          new Draft(
              RoomId.lobby("/"),
              new Sender(user, "Ada"),
              new MessageBody("\"" + text + "\""),
              IdempotencyKey.NONE,
              SessionId.NONE);
      assertThat(store.messages().append(List.of(draft)).results()).hasSize(1);
    }
  }

  private List<Message> history() throws Exception {
    try (OpenedStore store = store()) {
      return store
          .messages()
          .history(new HistoryQuery(RoomId.lobby("/"), 0, Long.MAX_VALUE, 10))
          .messages();
    }
  }

  @Test
  void whatCannotBeDoneIsSaid() throws Exception {
    assertThat(run("add", "room")).isEqualTo(Natter.USAGE);
    assertThat(said.toString()).contains("kept for the server");
    assertThat(run("add", "Ada", "--role", "king")).isEqualTo(Natter.USAGE);
    assertThat(run("remove", "Eve")).isEqualTo(Natter.FAILED);
    assertThat(said.toString()).contains("There is no such account.");
    password = "short";
    assertThat(run("add", "Ada")).isEqualTo(Natter.USAGE);
    assertThat(run()).isEqualTo(Natter.USAGE);
  }

  private int run(String... arguments) {
    PrintWriter writer = new PrintWriter(said, true);
    UserCommand command = new UserCommand(writer, this::settings, () -> password);
    Command serve = new Command("serve", "Serve.", Set.of(), List.of(), given -> 0);
    var line = new CommandTable(serve, List.of(command.row())).commandLine();
    line.setOut(writer);
    line.setErr(writer);
    line.setExecutionExceptionHandler(
        (failed, unused, parsed) -> {
          writer.println(failed.getMessage());
          return failed instanceof UsageException ? Natter.USAGE : Natter.FAILED;
        });
    String[] all = new String[arguments.length + 1];
    all[0] = "user";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return line.execute(all);
  }

  private Settings settings(Command.Given unused) throws UsageException {
    return settings();
  }

  private Settings settings() throws UsageException {
    return Settings.of(
        Choices.gather(Map.of(Setting.DATA, folder.resolve("data").toString()), Map.of(), folder));
  }

  private Optional<Account> account(String name) throws Exception {
    try (OpenedStore store = store()) {
      return store.users().named(Skeleton.of(name));
    }
  }

  private List<AuditEntry> audit() throws Exception {
    try (OpenedStore store = store()) {
      return store.audit().page("", 10).items();
    }
  }

  private OpenedStore store() throws Exception {
    return OpenedStore.open(settings(), Clock.systemUTC());
  }
}
