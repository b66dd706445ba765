package dev.natter.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.natter.chat.Appended;
import dev.natter.chat.Draft;
import dev.natter.chat.HistoryQuery;
import dev.natter.chat.IdempotencyKey;
import dev.natter.chat.Message;
import dev.natter.chat.MessageBody;
import dev.natter.chat.RoomId;
import dev.natter.chat.SendResult;
import dev.natter.chat.Sender;
import dev.natter.chat.SessionId;
import dev.natter.chat.StoreException;
import dev.natter.chat.UserId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that only appends, killed at random moments, on one file that goes on from kill to
 * kill: whatever it reported as accepted must be there, once, at its place. {@code
 * -Dnatter.kill.rounds} asks for more rounds.
 */
@Timeout(600)
class EmbeddedKillIT {
  private static final int ROUNDS = Integer.getInteger("natter.kill.rounds", 3);
  private static final int ROOMS = 3;
  private static final int WRITERS = 3;

  /** How a process ends that did not end by itself: 128 and the number of SIGKILL. */
  static final int KILLED = 137;

  @TempDir private Path folder = Path.of("");

  @Test
  void killedProcessLosesNothingThatItReported() throws Exception {
    Random random = new Random();
    Map<String, String> reported = new TreeMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      boolean fsync = round % 2 == 0;
      Process writer = start(fsync, round);
      try (BufferedReader lines = lines(writer)) {
        assertThat(lines.readLine()).isEqualTo("writing");
        // Most rounds write for a while; some are killed while they start.
        String first = round % 4 == 3 ? "" : lines.readLine();
        Thread killer = new Thread(() -> killLater(writer, random.nextInt(1000)));
        killer.start();
        for (String line = first; line != null; line = lines.readLine()) {
          // A line cut by the kill was not reported whole.
          if (line.endsWith(".")) {
            int space = line.indexOf(' ');
            reported.put(line.substring(0, space), line.substring(space + 1, line.length() - 1));
          }
        }
        killer.join();
      }
      assertThat(writer.waitFor()).isEqualTo(KILLED);
      check(reported);
    }
    assertThat(reported).isNotEmpty();
    System.out.println("Killed " + ROUNDS + " times; kept " + reported.size() + " messages.");
  }

  @Test
  void folderOfARunningProcessIsRefused() throws Exception {
    Process writer = start(false, 0);
    try (BufferedReader lines = lines(writer)) {
      assertThat(lines.readLine()).isEqualTo("writing");

      assertThatThrownBy(() -> EmbeddedMongo.open(folder, false))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("in use by another process");
    } finally {
      writer.destroyForcibly().waitFor();
    }
  }

  private Process start(boolean fsync, int round) throws IOException {
    return start(Writer.class, folder.toString(), String.valueOf(fsync), String.valueOf(round));
  }

  /** Starts a process of this test's classes. */
  static Process start(Class<?> program, String... arguments) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command = new ArrayList<>();
    command.addAll(List.of(java.toString(), "-Xmx512m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  static BufferedReader lines(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static void killLater(Process process, int millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // Through its handle: the process itself would also throw away what was not read yet.
    process.toHandle().destroyForcibly();
  }

  private void check(Map<String, String> reported) throws Exception {
    try (EmbeddedMongo mongo = EmbeddedMongo.open(folder, false);
        MongoConnection connection = MongoConnection.embedded(mongo);
        MongoMessageStore store = MongoMessageStore.open(connection, Clock.systemUTC())) {
      Map<String, String> stored = new TreeMap<>();
      for (int number = 0; number < ROOMS; number++) {
        List<Message> history = history(store, room(number));
        assertThat(history)
            .extracting(Message::sequence)
            .containsExactlyElementsOf(LongStream.rangeClosed(1, history.size()).boxed().toList());
        Set<IdempotencyKey> keys = new HashSet<>();
        for (Message message : history) {
          assertThat(keys.add(message.key())).as("%s once", message).isTrue();
          stored.put(message.id(), message.key().value());
        }
      }
      assertThat(stored).containsAllEntriesOf(reported);
    }
  }

  private static List<Message> history(MongoMessageStore store, RoomId room) throws StoreException {
    List<Message> all = new ArrayList<>();
    List<Message> page;
    do {
      page = store.history(new HistoryQuery(room, all.size(), Long.MAX_VALUE, 200)).messages();
      all.addAll(page);
    } while (!page.isEmpty());
    return all;
  }

  private static RoomId room(int number) {
    return new RoomId("/", "room" + number);
  }

  /** The process that is killed. Arguments: folder, fsync, round. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws Exception {
      EmbeddedMongo mongo =
          EmbeddedMongo.open(Path.of(arguments[0]), Boolean.parseBoolean(arguments[1]));
      MongoConnection connection = MongoConnection.embedded(mongo);
      MongoMessageStore store = MongoMessageStore.open(connection, Clock.systemUTC());
      PrintStream out = System.out;
      out.println("writing");
      out.flush();
      for (int writer = 0; writer < WRITERS; writer++) {
        RoomId room = room(writer % ROOMS);
        String prefix = arguments[2] + "-" + writer + "-";
        new Thread(() -> write(store, room, prefix, out)).start();
      }
    }

    private static void write(
        MongoMessageStore store, RoomId room, String prefix, PrintStream out) {
      for (int batch = 0; ; batch++) {
        List<Draft> drafts = new ArrayList<>();
        for (int i = 0; i <= batch % 5; i++) {
          drafts.add(
              new Draft(
                  room,
                  new Sender(new UserId("guest"), "Guest"),
                  new MessageBody("\"" + "x".repeat(batch % 700) + "\""),
                  new IdempotencyKey(prefix + batch + "-" + i),
                  SessionId.NONE));
        }
        report(store.append(drafts), out);
      }
    }

    private static void report(Appended appended, PrintStream out) {
      StringBuilder lines = new StringBuilder();
      for (SendResult result : appended.results()) {
        if (result instanceof SendResult.Accepted accepted) {
          Message message = accepted.message();
          lines.append(message.id()).append(' ').append(message.key().value()).append(".\n");
        }
      }
      synchronized (out) {
        out.print(lines);
        out.flush();
      }
    }
  }
}
