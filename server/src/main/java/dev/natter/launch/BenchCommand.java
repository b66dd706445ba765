package dev.natter.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.natter.bench.Bench;
import dev.natter.bench.BenchException;
import dev.natter.bench.BenchPlan;
import dev.natter.bench.BenchResult;
import dev.natter.bench.Scenario;
import dev.natter.bench.ServerProbe;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Puts a load on a Socket.IO server; prints a table for people, a line of JSON for machines, and
 * its progress on the other stream.
 */
final class BenchCommand {

  private static final String SCENARIO = "SCENARIO";

  /** A flag of its own; the fallback is empty where it depends on the scenario. */
  private enum Flag {
    URL("--url", "URL", "the server; of https:// any certificate will do", "http://localhost:3000"),
    PATH("--path", "PATH", "its Socket.IO path", "/socket.io"),
    CLIENTS("--clients", "N", "connections", ""),
    ROOMS("--rooms", "N", "rooms that they are spread over", ""),
    RATE("--rate", "N", "messages a second, of all clients together", ""),
    BYTES("--bytes", "N", "length of the text of a message", "100"),
    SECONDS("--seconds", "N", "how long is measured", "10"),
    WARM_UP("--warm-up", "N", "seconds of load before that", "5"),
    EVENT("--event", "NAME", "what the clients emit", ""),
    HEARD("--heard", "NAME", "how they hear what another emitted; as --event by default", ""),
    JOIN_EVENT("--join-event", "NAME", "how they join a room, which is its argument", "join"),
    PAYLOAD("--payload", "JSON", "the event's argument, with %s in the place of the text", "%s"),
    AUTH("--auth-payload", "JSON", "what they connect with", "{\"dialect\":\"message\"}"),
    THREADS("--threads", "N", "event loops of the load itself", "1"),
    PID("--pid", "PID", "the server's process, to tell its CPU time and memory (Linux)", "0"),
    P99("--p99", "MS", "what --search keeps 99 of 100 latencies below", "50");

    private final String name;
    private final String placeholder;
    private final String sentence;
    private final String fallback;

    Flag(String name, String placeholder, String sentence, String fallback) {
      this.name = name;
      this.placeholder = placeholder;
      this.sentence = sentence;
      this.fallback = fallback;
    }

    private ArgSpec spec() {
      String usual = fallback.isEmpty() ? "" : " [" + fallback + "]";
      return OptionSpec.builder(name)
          .type(String.class)
          .paramLabel(placeholder)
          .description((sentence + usual).replace("%", "%%"))
          .build();
    }
  }

  private static final String SEARCH = "--search";
  private static final String DEFLATE = "--deflate";

  private final PrintWriter out;
  private final PrintWriter err;

  BenchCommand(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  /** Its row in the table of commands. */
  Command row() {
    List<ArgSpec> arguments = new ArrayList<>();
    arguments.add(
        PositionalParamSpec.builder()
            .index("0")
            .type(String.class)
            .paramLabel(SCENARIO)
            .description(
                "idle: connections that say nothing; fanout: everybody hears everybody, in one"
                    + " room; rooms: many rooms with a few listeners each; echo: requests that"
                    + " are answered and told to nobody; durable: messages that are acknowledged"
                    + " once they are kept")
            .build());
    Arrays.stream(Flag.values()).map(Flag::spec).forEach(arguments::add);
    arguments.add(
        OptionSpec.builder(SEARCH)
            .description("find the highest rate at which all arrives within --p99")
            .build());
    arguments.add(
        OptionSpec.builder(DEFLATE)
            .description(
                "have the server compress what it sends, each message on its own, which it must be"
                    + " willing to; what clients say is not compressed")
            .build());
    return new Command(
        "bench",
        "Measure a Socket.IO server, this one or any other.",
        Set.of(),
        arguments,
        this::run);
  }

  private int run(Command.Given given) throws UsageException, StartException {
    BenchPlan plan = plan(given);
    ServerProbe probe = new ServerProbe(number(given, Flag.PID, 0));
    double p99 = number(given, Flag.P99, 0);
    boolean search = given.has(SEARCH) && plan.scenario() != Scenario.IDLE;
    try (Bench bench = new Bench(plan, probe, err::println)) {
      bench.connect();
      report(search ? bench.search(p99) : bench.run());
      return 0;
    } catch (BenchException e) {
      throw new StartException(String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Natter.FAILED;
    }
  }

  private static BenchPlan plan(Command.Given given) throws UsageException {
    Scenario scenario = scenario(given.text(SCENARIO));
    int clients = (int) number(given, Flag.CLIENTS, scenario.clients());
    int usualRooms = scenario == Scenario.DURABLE ? clients : scenario.rooms();
    String usual = scenario == Scenario.ECHO ? "echo" : "message";
    String event = text(given, Flag.EVENT).isEmpty() ? usual : text(given, Flag.EVENT);
    String heard = text(given, Flag.HEARD).isEmpty() ? event : text(given, Flag.HEARD);
    try {
      return new BenchPlan(
          scenario,
          URI.create(text(given, Flag.URL)),
          text(given, Flag.PATH),
          text(given, Flag.AUTH),
          clients,
          (int) number(given, Flag.ROOMS, Math.min(clients, usualRooms)),
          text(given, Flag.JOIN_EVENT),
          event,
          heard,
          text(given, Flag.PAYLOAD),
          (int) number(given, Flag.BYTES, 0),
          given.has(DEFLATE),
          (int) number(given, Flag.RATE, scenario.rate()),
          Duration.ofSeconds(number(given, Flag.WARM_UP, 0)),
          Duration.ofSeconds(number(given, Flag.SECONDS, 0)),
          (int) number(given, Flag.THREADS, 0));
    } catch (IllegalArgumentException e) {
      throw new UsageException("bench: " + Line.of(String.valueOf(e.getMessage())) + ".");
    }
  }

  private static Scenario scenario(String word) throws UsageException {
    List<String> words =
        Arrays.stream(Scenario.values()).map(s -> s.name().toLowerCase(Locale.ROOT)).toList();
    if (!words.contains(word)) {
      throw new UsageException("bench: the scenario is one of " + String.join(", ", words) + ".");
    }
    return Scenario.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static String text(Command.Given given, Flag flag) {
    return given.has(flag.name) ? given.text(flag.name) : flag.fallback;
  }

  /** A number; where neither the person nor the flag itself says one, what is usual. */
  private static long number(Command.Given given, Flag flag, long usual) throws UsageException {
    String text = text(given, flag);
    if (text.isEmpty()) {
      return usual;
    }
    if (!text.matches("\\d{1,9}")) {
      throw new UsageException("bench: " + flag.name + " is a whole number.");
    }
    return Long.parseLong(text);
  }

  private void report(BenchResult result) {
    Map<String, Object> figures = result.figures();
    figures.forEach((name, value) -> out.printf(Locale.ROOT, "  %-22s %s%n", name, value));
    try {
      out.println(new JsonMapper().writeValueAsString(figures));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("figures are plain values", e);
    }
  }
}
