package dev.natter.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.natter.terminal.ChatClient;
import dev.natter.terminal.Heard;
import dev.natter.terminal.Place;
import dev.natter.terminal.TalkException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code say} and {@code listen}: a terminal as a client of a running server. */
final class TalkCommands {

  /** How long a server may take to let a client in, and to answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final String URL = "--url";
  private static final String SOCKET_PATH = "--path";
  private static final String NAMESPACE = "--namespace";
  private static final String ROOM = "--room";
  private static final String NAME = "--name";
  private static final String TOKEN_FILE = "--token-file";
  private static final String COUNT = "--count";
  private static final String JSON = "--json";
  private static final String TEXT = "TEXT";

  private final Terminal terminal;

  TalkCommands(Terminal terminal) {
    this.terminal = terminal;
  }

  List<Command> commands() {
    List<ArgSpec> saying = place();
    saying.add(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("0..*")
            .paramLabel(TEXT)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("what to say; without it, each line of standard input")
            .build());
    List<ArgSpec> listening = place();
    listening.add(option(COUNT, "N", "end after so many messages; without it, never"));
    listening.add(
        OptionSpec.builder(JSON)
            .type(boolean.class)
            .arity("0")
            .description("write each message as a line of JSON")
            .build());
    return List.of(
        new Command("say", "Say something to a running server.", Set.of(), saying, this::say),
        new Command(
            "listen",
            "Write what is said on a running server.",
            Set.of(),
            listening,
            this::listen));
  }

  private static List<ArgSpec> place() {
    return new ArrayList<>(
        List.of(
            option(URL, "URL", "the server [http://localhost:3000]"),
            option(SOCKET_PATH, "PATH", "its path of Socket.IO [/socket.io]"),
            option(NAMESPACE, "NAME", "the namespace [/]"),
            option(ROOM, "NAME", "the room [lobby]"),
            option(NAME, "NAME", "what to be called"),
            option(TOKEN_FILE, "FILE", "a file that holds a token, to be somebody")));
  }

  private static ArgSpec option(String name, String label, String sentence) {
    return OptionSpec.builder(name)
        .type(String.class)
        .paramLabel(label)
        .description(sentence)
        .build();
  }

  private int say(Command.Given given) throws UsageException, StartException {
    try (ChatClient client = connect(given, heard -> {})) {
      String text = String.join(" ", given.texts(TEXT));
      if (!text.isEmpty()) {
        client.say(text);
        return 0;
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(terminal.in(), UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          client.say(line);
        }
      }
      return 0;
    } catch (TalkException | IOException e) {
      throw new StartException(Line.of(String.valueOf(e.getMessage())), e);
    }
  }

  private int listen(Command.Given given) throws UsageException, StartException {
    int count = count(given);
    boolean json = given.has(JSON);
    CountDownLatch left = new CountDownLatch(count);
    try (ChatClient client =
        connect(
            given,
            heard -> {
              if (count == 0 || left.getCount() > 0) {
                terminal.out().println(json ? heard.json() : line(heard));
                left.countDown();
              }
            })) {
      // Whoever reads standard output may wait for this before something is said.
      terminal.err().println("natter: listening to " + client.server());
      if (count == 0) {
        new CountDownLatch(1).await();
      }
      left.await();
      return 0;
    } catch (TalkException e) {
      throw new StartException(Line.of(String.valueOf(e.getMessage())), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Natter.FAILED;
    }
  }

  /** What others said cannot begin a line or steer the terminal. */
  private static String line(Heard heard) {
    return Line.of(heard.name()) + ": " + Line.of(heard.text());
  }

  private ChatClient connect(Command.Given given, Consumer<Heard> listener)
      throws UsageException, TalkException {
    String namespace = given.text(NAMESPACE);
    Place place =
        new Place(
            server(given.text(URL)),
            given.text(SOCKET_PATH).isEmpty() ? "/socket.io" : given.text(SOCKET_PATH),
            namespace.equals("/") ? "" : namespace,
            given.text(ROOM),
            given.text(NAME),
            token(given.text(TOKEN_FILE)));
    return ChatClient.connect(place, PATIENCE, listener);
  }

  private static URI server(String url) throws UsageException {
    String text = url.isEmpty() ? "http://localhost:3000" : url.replaceFirst("/$", "");
    if (!text.matches("https?://[^/\\s?#@]+")) {
      throw new UsageException(
          "--url cannot be '%s': it is as http://localhost:3000.".formatted(Line.of(url)));
    }
    return URI.create(text);
  }

  private static String token(String file) throws UsageException {
    try {
      return file.isEmpty() ? "" : Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new UsageException("The file %s cannot be read.".formatted(Line.of(file)));
    }
  }

  private static int count(Command.Given given) throws UsageException {
    String text = given.text(COUNT);
    if (!text.matches("\\d{0,9}")) {
      throw new UsageException("--count cannot be '%s': it is a number.".formatted(Line.of(text)));
    }
    return text.isEmpty() ? 0 : Integer.parseInt(text);
  }
}
