package dev.natter.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.natter.chat.RoomId;
import dev.natter.chat.StoreException;
import dev.natter.store.mongo.BrokenExportException;
import dev.natter.store.mongo.EmbeddedMongo;
import dev.natter.store.mongo.MongoConnection;
import dev.natter.store.mongo.StoreCheck;
import dev.natter.store.mongo.StoreExport;
import dev.natter.store.mongo.StoreImport;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code export}, {@code import} and {@code verify}: what is done with a store nobody serves. */
final class StoreCommands {

  private static final Set<Setting> WHERE =
      Set.of(Setting.DATA, Setting.MONGO_URI, Setting.FSYNC, Setting.CONFIG);

  private static final String FILE = "FILE";
  private static final String ROOM = "--room";
  private static final String NAMESPACE = "--namespace";

  /** The most findings that are told; beyond them it is clear that something is wrong. */
  private static final int MAX_FINDINGS = 10_000;

  private final Terminal terminal;
  private final SettingsReader settings;

  /** Reads what is in force for a command. */
  @FunctionalInterface
  interface SettingsReader {
    Settings of(Map<Setting, String> flags) throws UsageException;
  }

  StoreCommands(Terminal terminal, SettingsReader settings) {
    this.terminal = terminal;
    this.settings = settings;
  }

  List<Command> commands() {
    return List.of(
        new Command(
            "export",
            "Write what the store holds as JSON Lines: all of it, password hashes included, or some"
                + " rooms with their members, messages, files, and webhooks with their secrets.",
            WHERE,
            List.of(
                file("the file to write, which must not be there yet; without it, standard output"),
                option(ROOM, "NAME", "only this room; may be given several times"),
                option(NAMESPACE, "NAME", "the namespace of the rooms [/]")),
            this::export),
        new Command(
            "import",
            "Read an export into the store; nothing that is there is overwritten.",
            WHERE,
            List.of(file("the file to read; without it, standard input")),
            this::read),
        new Command(
            "verify",
            "Check that sequences are dense, references and files whole, and words found.",
            WHERE,
            List.of(),
            this::verify));
  }

  private static ArgSpec file(String sentence) {
    return PositionalParamSpec.builder()
        .index("0")
        .arity("0..1")
        .paramLabel(FILE)
        .type(String.class)
        .description(sentence)
        .build();
  }

  private static ArgSpec option(String name, String label, String sentence) {
    return OptionSpec.builder(name)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("1")
        .paramLabel(label)
        .description(sentence)
        .build();
  }

  private int export(Command.Given given) throws UsageException, StartException {
    List<RoomId> rooms = rooms(given);
    return with(
        given,
        false,
        connection -> {
          try (Writer out = writer(given.text(FILE))) {
            long documents = new StoreExport(connection).write(rooms, out);
            out.flush();
            if (terminal.out().checkError()) {
              throw new StartException("The export was cut off: nobody reads it any more.");
            }
            terminal.err().println("natter: exported " + documents + " documents");
            return 0;
          }
        });
  }

  private int read(Command.Given given) throws UsageException, StartException {
    return with(
        given,
        true,
        connection -> {
          Findings conflicts = new Findings(terminal.err());
          try (Reader in = reader(given.text(FILE))) {
            StoreImport.Result result = new StoreImport(connection, conflicts::add).read(in);
            terminal
                .err()
                .printf(
                    "natter: added %d documents, %d were there already, %d were left out%n",
                    result.added(), result.present(), result.refused());
            return result.refused() == 0 ? 0 : Natter.FAILED;
          } catch (BrokenExportException e) {
            throw new StartException(e.getMessage() + " What stood before that was read.", e);
          }
        });
  }

  private int verify(Command.Given given) throws UsageException, StartException {
    return with(
        given,
        false,
        connection -> {
          Findings findings = new Findings(terminal.out());
          long documents = new StoreCheck(connection, findings::add).run();
          terminal
              .out()
              .printf("%d documents checked, %d found wrong%n", documents, findings.count());
          return findings.count() == 0 ? 0 : Natter.FAILED;
        });
  }

  private static final class Findings {
    private final PrintWriter out;
    private long count;

    private Findings(PrintWriter out) {
      this.out = out;
    }

    private void add(String sentence) {
      count++;
      if (count <= MAX_FINDINGS) {
        out.println(Line.of(sentence));
      } else if (count == MAX_FINDINGS + 1) {
        out.println("More is wrong than is listed here.");
      }
    }

    private long count() {
      return count;
    }
  }

  /** What is done with the open store. */
  @FunctionalInterface
  private interface Work {
    int with(MongoConnection connection) throws StoreException, IOException, StartException;
  }

  /**
   * Opens the store for as long as the work takes.
   *
   * @param fills whether the work may make a store where there is none
   */
  private int with(Command.Given given, boolean fills, Work work)
      throws UsageException, StartException {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.putAll(given.flags());
    // A server that keeps nothing has nothing to be read; its folder may.
    flags.put(Setting.DELIVERY, Delivery.STORED.word());
    Settings chosen = settings.of(flags);
    Path folder = chosen.data().toAbsolutePath().normalize();
    if (!fills && chosen.mongoUri().isEmpty() && !EmbeddedMongo.isIn(folder)) {
      throw new StartException("There is no data in " + folder + "; name its folder with --data.");
    }
    try (OpenedStore store = OpenedStore.open(chosen, Clock.systemUTC())) {
      return work.with(store.connection().orElseThrow());
    } catch (StoreException e) {
      throw new StartException("The store does not answer; nothing more was done.", e);
    } catch (IOException e) {
      throw new StartException(reason(e), e);
    }
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "The file " + Line.of(e.getMessage() + "") + " is not there.";
    } else if (e instanceof FileAlreadyExistsException) {
      return "The file " + Line.of(e.getMessage() + "") + " is there already.";
    } else if (e instanceof MalformedInputException) {
      return "What is to be imported is not UTF-8.";
    }
    return Line.of("It cannot be read or written: " + e.getMessage());
  }

  private Writer writer(String file) throws IOException {
    if (file.isEmpty()) {
      return new BufferedWriter(terminal.out());
    }
    Path path = Path.of(file);
    Set<PosixFilePermission> ownersAlone = PosixFilePermissions.fromString("rw-------");
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      // It holds password hashes.
      Files.createFile(path, PosixFilePermissions.asFileAttribute(ownersAlone));
    } else {
      Files.createFile(path);
    }
    return Files.newBufferedWriter(path, UTF_8);
  }

  private Reader reader(String file) throws IOException {
    // A decoder that reports what is not UTF-8, instead of replacing it.
    return file.isEmpty()
        ? new InputStreamReader(terminal.in(), UTF_8.newDecoder())
        : Files.newBufferedReader(Path.of(file), UTF_8);
  }

  private static List<RoomId> rooms(Command.Given given) throws UsageException {
    String namespace = given.text(NAMESPACE).isEmpty() ? "/" : given.text(NAMESPACE);
    List<RoomId> rooms = new ArrayList<>();
    for (String name : given.texts(ROOM)) {
      try {
        rooms.add(new RoomId(namespace, name));
      } catch (IllegalArgumentException e) {
        throw new UsageException(Line.of("'" + name + "' is not a room: " + e.getMessage() + "."));
      }
    }
    return rooms;
  }
}
