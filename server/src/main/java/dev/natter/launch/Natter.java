package dev.natter.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The program: reads a command and its settings, does it, and ends with 0, 1 or 2. */
public final class Natter {

  /** It failed, for a reason that has been told. */
  static final int FAILED = 1;

  /** What was asked for cannot be meant. */
  static final int USAGE = 2;

  private static final String SERVE = "serve";

  /** Flags that are answered with words. */
  private static final Set<String> ASKING = Set.of("-h", "--help", "-V", "--version");

  private final Terminal terminal;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Map<String, String> environment;
  private final Path folder;
  private final Serving serving;

  /** What {@code serve} does with the settings. */
  @FunctionalInterface
  interface Serving {

    /**
     * Serves until the process is told to stop.
     *
     * @return the exit code
     */
    int serve(Settings settings) throws StartException;
  }

  /**
   * The program in an environment.
   *
   * @param folder the working folder, where natter.yaml is looked for
   */
  Natter(Terminal terminal, Map<String, String> environment, Path folder, Serving serving) {
    this.terminal = terminal;
    this.out = terminal.out();
    this.err = terminal.err();
    this.environment = environment;
    this.folder = folder;
    this.serving = serving;
  }

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    keepNettyFromUnsafe();
    LateTls.makeDefault();
    PrintWriter out = writer(System.out);
    Terminal terminal = new Terminal(System.in, out, writer(System.err), System.err);
    Natter natter = new Natter(terminal, System.getenv(), Path.of(""), new ServeCommand(out));
    System.exit(natter.run(args));
  }

  /** From Java 24 on every use of Unsafe is a warning; there Netty has another way to the same. */
  private static void keepNettyFromUnsafe() {
    String property = "io.netty.noUnsafe";
    if (Runtime.version().feature() >= 24 && System.getProperty(property) == null) {
      System.setProperty(property, "true");
    }
  }

  private static PrintWriter writer(OutputStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, UTF_8), true);
  }

  /**
   * Runs a command.
   *
   * @return the exit code: 0, {@value #FAILED} or {@value #USAGE}
   */
  int run(String... args) {
    boolean serves = args.length == 0 || args[0].startsWith("--") || args[0].equals(SERVE);
    if (!serves || !Collections.disjoint(ASKING, List.of(args))) {
      return run(commands(), this::complain, args);
    }
    // The other commands are much of the work before a server starts, which asks for none of them.
    return run(List.of(), unreadable -> run(commands(), this::complain, args), args);
  }

  /** What becomes of a line that cannot be read. */
  @FunctionalInterface
  private interface Unreadable {
    int answer(ParameterException why) throws Exception;
  }

  private int run(List<Command> others, Unreadable unreadable, String... args) {
    CommandLine line = new CommandTable(serve(), others).commandLine();
    line.setOut(out);
    line.setErr(err);
    line.setExecutionStrategy(this::execute);
    line.setParameterExceptionHandler((refused, unused) -> unreadable.answer(refused));
    line.setExecutionExceptionHandler((failed, unused, parsed) -> complain(failed));
    return line.execute(args);
  }

  /**
   * Runs what was asked for, which says itself what is worth saying; serving has a log of its own.
   */
  private int execute(ParseResult asked) {
    Logs.start(LogFormat.TEXT, terminal.errors(), Level.WARN);
    try {
      return new CommandLine.RunLast().execute(asked);
    } finally {
      Logs.stop();
    }
  }

  private Command serve() {
    return new Command(
        SERVE,
        "Run the server, as happens without a command.",
        EnumSet.allOf(Setting.class),
        List.of(),
        given -> serving.serve(settings(given.flags())));
  }

  /** All but serving; a further command is a further row. */
  private List<Command> commands() {
    List<Command> commands = new ArrayList<>();
    commands.add(
        new Command(
            "config",
            "Show which settings are in force, and who set them.",
            EnumSet.allOf(Setting.class),
            List.of(),
            this::config));
    commands.addAll(new TalkCommands(terminal).commands());
    commands.addAll(new StoreCommands(terminal, this::settings).commands());
    commands.add(new BenchCommand(out, err).row());
    commands.add(new UserCommand(out, given -> settings(given.flags()), Natter::password).row());
    commands.add(new Command("version", "Print the version.", Set.of(), List.of(), this::version));
    return commands;
  }

  /** A password from the terminal, unseen; or the first line of what comes by a pipe. */
  @SuppressWarnings("SystemConsoleNull") // From Java 22 on the console itself reads the pipe.
  private static String password() throws UsageException {
    Console console = System.console();
    char[] typed = console == null ? null : console.readPassword("Password: ");
    if (typed != null) {
      return new String(typed);
    }
    try {
      String line = new BufferedReader(new InputStreamReader(System.in, UTF_8)).readLine();
      if (line != null) {
        return line;
      }
    } catch (IOException e) {
      throw new UsageException("The password cannot be read: " + e.getMessage());
    }
    throw new UsageException("A password is needed, from the terminal or as a line of stdin.");
  }

  private Settings settings(Map<Setting, String> flags) throws UsageException {
    return Settings.of(Choices.gather(flags, environment, folder));
  }

  private int config(Command.Given given) throws UsageException {
    Choices choices = Choices.gather(given.flags(), environment, folder);
    Settings.of(choices);
    ConfigReport.lines(choices).forEach(out::println);
    return 0;
  }

  private int version(Command.Given given) {
    out.println(CommandTable.versionLine());
    return 0;
  }

  /** Tells a person why not, in one sentence. A fault of our own keeps its stack trace. */
  private int complain(Exception refused) throws Exception {
    if (refused instanceof ParameterException unreadable) {
      err.println("natter: " + CommandTable.sentence(unreadable));
      err.println("See natter --help.");
      return USAGE;
    }
    if (refused instanceof UsageException) {
      err.println("natter: " + refused.getMessage());
      return USAGE;
    }
    if (refused instanceof StartException) {
      err.println("natter: " + refused.getMessage());
      return FAILED;
    }
    throw refused;
  }
}
