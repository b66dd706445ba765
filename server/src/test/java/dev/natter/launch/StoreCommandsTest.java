package dev.natter.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.natter.chat.Caller;
import dev.natter.chat.Draft;
import dev.natter.chat.IdempotencyKey;
import dev.natter.chat.MessageBody;
import dev.natter.chat.RoomId;
import dev.natter.chat.Sender;
import dev.natter.chat.SessionId;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code export}, {@code import} and {@code verify} as a person types them. */
class StoreCommandsTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void fill() throws Exception {
    try (OpenedStore store = OpenedStore.open(settings("here"), Clock.systemUTC())) {
      Caller ann = Caller.guest(Sender.guest("ann", "Ann"), SessionId.NONE, "");
      for (String room : List.of("green", "red")) {
        Draft draft =
            new Draft(
                new RoomId("/", room),
                ann.sender(),
                new MessageBody("\"hé\""),
                IdempotencyKey.NONE,
                SessionId.NONE);
        assertThat(store.messages().append(List.of(draft)).posted()).hasSize(1);
      }
    }
  }

  @Test
  void anExportIsReadIntoAnotherFolder() throws Exception {
    assertThat(run("export", "--data", data("here"), file("all.jsonl"))).isZero();
    assertThat(run("import", "--data", data("there"), file("all.jsonl"))).isZero();
    assertThat(err.toString()).contains("exported 2 documents").contains("added 2 documents");
    assertThat(run("export", "--data", data("there"))).isZero();

    assertThat(out.toString()).isEqualTo(Files.readString(folder.resolve("all.jsonl")));
    assertThat(run("verify", "--data", data("there"))).isZero();
    assertThat(out.toString()).endsWith("2 documents checked, 0 found wrong\n");
  }

  @Test
  void someRoomsGoFromOutputToInput() {
    run("export", "--data", data("here"), "--room", "red", "--room", "none");
    String export = out.toString();

    assertThat(export).contains("/|red|").doesNotContain("green");
    assertThat(runWith(export, "import", "--data", data("there"))).isZero();
    assertThat(err.toString()).contains("added 1 documents");
  }

  @Test
  void aFolderInUseIsLeftAlone() throws Exception {
    try (OpenedStore serving = OpenedStore.open(settings("here"), Clock.systemUTC())) {
      assertThat(serving.connection()).isPresent();
      for (String command : List.of("export", "verify", "import")) {
        assertThat(run(command, "--data", data("here"))).isEqualTo(1);
      }
    }

    assertThat(err.toString().lines())
        .hasSize(3)
        .allMatch(line -> line.endsWith("is in use by another process; stop that first."));
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aFolderWithoutDataIsNotMade() {
    assertThat(run("export", "--data", data("none"))).isEqualTo(1);
    assertThat(run("verify", "--data", data("none"))).isEqualTo(1);

    assertThat(err.toString()).contains("There is no data in");
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void filesAreNeitherOverwrittenNorMadeUp() throws Exception {
    Files.writeString(folder.resolve("mine.txt"), "mine");

    assertThat(run("export", "--data", data("here"), file("mine.txt"))).isEqualTo(1);
    assertThat(run("import", "--data", data("here"), file("none.jsonl"))).isEqualTo(1);
    assertThat(err.toString()).contains("mine.txt is there already").contains("is not there");
    assertThat(folder.resolve("mine.txt")).hasContent("mine");
  }

  @Test
  void whatIsNoExportIsRefusedInOneSentence() {
    assertThat(runWith("hello", "import", "--data", data("here"))).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            "natter: Line 1 is not JSON as an export has it. What stood before that was read.\n");
  }

  @Test
  void whatIsWrongIsListedAndTheExitCodeSaysSo() throws Exception {
    run("export", "--data", data("here"), "--room", "green");
    String second = out.toString().replace("000000000001", "000000000003");
    runWith(second, "import", "--data", data("here"));

    assertThat(run("verify", "--data", data("here"))).isEqualTo(1);
    assertThat(out.toString()).endsWith("3 documents checked, 1 found wrong\n");
  }

  @Test
  void aRoomThatCannotBeIsRefused() {
    assertThat(run("export", "--data", data("here"), "--room", "a|b")).isEqualTo(2);
    assertThat(run("export", "--data", data("here"), "--port", "1")).isEqualTo(2);
  }

  private Settings settings(String name) throws UsageException {
    return Settings.of(Choices.gather(Map.of(Setting.DATA, data(name)), Map.of(), folder));
  }

  private String data(String name) {
    return folder.resolve(name).toString();
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private int run(String... args) {
    return run(InputStream.nullInputStream(), args);
  }

  private int runWith(String input, String... args) {
    return run(new ByteArrayInputStream(input.getBytes(UTF_8)), args);
  }

  private int run(InputStream in, String... args) {
    Terminal terminal =
        new Terminal(
            in,
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            OutputStream.nullOutputStream());
    return new Natter(
            terminal,
            Map.of(),
            folder,
            settings -> {
              throw new IllegalStateException("nothing is served here");
            })
        .run(args);
  }
}
