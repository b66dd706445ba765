package dev.natter.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.natter.TestClient;
import dev.natter.TestServer;
import dev.natter.chat.ScriptedStore;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code say}, {@code listen} and the bot of the README. */
@Timeout(180)
class TalkCommandsIT {

  @TempDir private Path folder = Path.of("");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.start(new ScriptedStore());
  }

  @AfterEach
  void stop() {
    server.close();
    assertThat(server.faults).isEmpty();
  }

  @Test
  void whatIsSaidInOneTerminalIsReadInAnother() throws Exception {
    CompletableFuture<Integer> listening = listen("--room", "green", "--count", "4");

    assertThat(run("", "say", "--room", "green", "--name", "Ann", "--", "hello", "there")).isZero();
    assertThat(run("one\n\ntwo\n", "say", "--room", "green", "--name", "CI")).isZero();
    try (TestClient bob = TestClient.connect(server.port(), Map.of("room", "green"))) {
      bob.ask("message", TestClient.object("{\"text\":\"\\u001b[2Jx\\ny\"}"));
    }

    assertThat(listening.get()).isZero();
    assertThat(out.toString().lines().toList())
        .startsWith("Ann: hello there", "CI: one", "CI: two")
        .hasSize(4)
        .last()
        .asString()
        .endsWith(": \\u001b[2Jx\\u000ay");
  }

  @Test
  void programsReadJson() throws Exception {
    CompletableFuture<Integer> listening = listen("--json", "--count", "1");

    run("", "say", "--name", "Ann", "hi");

    assertThat(listening.get()).isZero();
    JSONObject message = new JSONObject(out.toString());
    assertThat(message.optString("body")).isEqualTo("hi");
    assertThat(message.optLong("sequence")).isEqualTo(1);
  }

  @Test
  void aRefusalIsToldInASentence() {
    assertThat(run("", "say", "x".repeat(70_000))).isEqualTo(1);
    assertThat(run("", "say", "--room", "a|b", "hi")).isEqualTo(1);
    assertThat(run("", "say", "--namespace", "/none", "hi")).isEqualTo(1);

    assertThat(err.toString().lines().toList())
        .containsExactly(
            "natter: A message has at most 65536 bytes.",
            "natter: Not a room: a room name has no control character and no '|'.",
            "natter: Invalid namespace");
  }

  @Test
  void whatCannotBeMeantIsRefusedBeforeAnybodyIsCalled() {
    assertThat(run("", "say", "--url", "ftp://x", "hi")).isEqualTo(2);
    assertThat(run("", "listen", "--count", "many")).isEqualTo(2);
    assertThat(run("", "say", "--token-file", folder.resolve("none").toString(), "hi"))
        .isEqualTo(2);
  }

  @Test
  void theBotOfTheReadmeRunsAsItStandsThere() throws Exception {
    String readme = Files.readString(Path.of("..", "README.md"));
    int start = readme.indexOf("```java\n") + "```java\n".length();
    String source = readme.substring(start, readme.indexOf("```", start));
    assertThat(source.lines()).hasSizeLessThanOrEqualTo(20);
    Path file = Files.writeString(folder.resolve("EchoBot.java"), source);
    Process bot =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                file.toString(),
                url())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("bot.txt").toFile())
            .start();
    try (TestClient ann =
        TestClient.connect(server.port(), Map.of("dialect", "natter", "name", "Ann"))) {
      List<String> heard = new CopyOnWriteArrayList<>();
      ann.socket().on("message:posted", arguments -> heard.add(String.valueOf(arguments[0])));
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofSeconds(1))
          .until(
              () -> {
                ann.emit("message:send", TestClient.object("{\"body\":\"!echo hello\"}"));
                return heard.stream().anyMatch(message -> message.contains("\"Echo\""));
              });
    } finally {
      bot.destroyForcibly().waitFor();
    }
  }

  /** Listens in the background; returns when it hears. */
  private CompletableFuture<Integer> listen(String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "listen";
    System.arraycopy(args, 0, all, 1, args.length);
    CompletableFuture<Integer> listening = CompletableFuture.supplyAsync(() -> run("", all));
    await().atMost(Duration.ofMinutes(1)).until(() -> err.toString().contains("listening"));
    return listening;
  }

  private String url() {
    return "http://127.0.0.1:" + server.port();
  }

  private int run(String input, String... args) {
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(input.getBytes(UTF_8)),
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            OutputStream.nullOutputStream());
    List<String> line = new ArrayList<>(List.of(args));
    if (!line.contains("--url")) {
      line.addAll(1, List.of("--url", url()));
    }
    return new Natter(terminal, Map.of(), folder, settings -> 1).run(line.toArray(String[]::new));
  }
}
