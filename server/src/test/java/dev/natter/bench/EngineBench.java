package dev.natter.bench;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * What a delivery, an ack and an idle connection cost the server, on loopback, with one server
 * after the other in each round. Every flag has a default:
 *
 * <pre>
 * EngineBench [--servers stock,engine,engine-loop,engine-frames,node]
 *             [--scenarios idle,fanout-85,fanout-50,echo,rooms]
 *             [--rounds 3] [--seconds 10] [--warm-up 4] [--scale 1]
 * </pre>
 *
 * <p>{@code node} is Node's {@code socket.io} and left out by default where that is not installed;
 * see {@link ServerProcess}. {@code --scale} divides the number of connections, for a trial.
 */
public final class EngineBench {

  private static final int MESSAGE_BYTES = 100;
  private static final int LISTENERS = 1000;
  private static final int ROOMS = 1000;
  private static final int ROOM_MEMBERS = 10;
  private static final int ROOM_MESSAGES = 2000;
  private static final int ECHO_CLIENTS = 50;
  private static final int ECHOES = 5000;
  private static final int IDLE_CLIENTS = 5000;

  private static final String SERVERS = "stock,engine,engine-loop,engine-frames";
  private static final String NODE = "node";

  private final List<String> servers;
  private final List<String> scenarios;
  private final int rounds;
  private final int seconds;
  private final int warmUp;
  private final int scale;
  private final Figures figures = new Figures();

  private EngineBench(Map<String, String> flags) {
    servers = list(flags, "--servers", SERVERS + (ServerProcess.isNodeThere() ? "," + NODE : ""));
    scenarios = list(flags, "--scenarios", "idle,fanout-85,fanout-50,echo,rooms");
    rounds = Integer.parseInt(flags.getOrDefault("--rounds", "3"));
    seconds = Integer.parseInt(flags.getOrDefault("--seconds", "10"));
    warmUp = Integer.parseInt(flags.getOrDefault("--warm-up", "4"));
    scale = Integer.parseInt(flags.getOrDefault("--scale", "1"));
  }

  private static List<String> list(Map<String, String> flags, String name, String fallback) {
    return Arrays.asList(flags.getOrDefault(name, fallback).split(",", -1));
  }

  public static void main(String[] args) throws Exception {
    Map<String, String> flags = new HashMap<>();
    for (int i = 0; i + 1 < args.length; i += 2) {
      flags.put(args[i], args[i + 1]);
    }
    new EngineBench(flags).run();
    System.exit(0);
  }

  private void run() throws Exception {
    for (int round = 1; round <= rounds; round++) {
      for (String server : servers) {
        try (ServerProcess process = ServerProcess.start(server, true)) {
          for (String scenario : scenarios) {
            measure(round, server, scenario, process);
          }
        }
      }
    }
    figures.print(servers);
  }

  private void measure(int round, String server, String scenario, ServerProcess process)
      throws Exception {
    String label = String.format(Locale.ROOT, "%d  %-10s %-14s", round, scenario, server);
    switch (scenario) {
      case "idle" -> idle(label, server, process);
      case "fanout-50" -> load(label, server, scenario, process, fanout(50));
      case "fanout-85" -> load(label, server, scenario, process, fanout(85));
      case "echo" -> load(label, server, scenario, process, echo());
      case "rooms" -> load(label, server, scenario, process, rooms());
      default -> throw new IllegalArgumentException("No such scenario: " + scenario);
    }
  }

  /** Who is connected and what they send. */
  private record Load(
      int clients, List<String> rooms, Swarm.Spelling spelling, int perSecond, int deliveries) {}

  private Load fanout(int perSecond) {
    int clients = LISTENERS / scale;
    return new Load(clients, List.of(), number -> "42[\"message\",\"", perSecond, clients);
  }

  private static Load echo() {
    return new Load(ECHO_CLIENTS, List.of(), number -> "42" + number + "[\"echo\",\"", ECHOES, 1);
  }

  private Load rooms() {
    List<String> names =
        IntStream.range(0, ROOMS / scale).mapToObj(number -> "room-" + number).toList();
    Swarm.Spelling spelling =
        number -> "42[\"room message\",\"" + names.get((int) (number % names.size())) + "\",\"";
    return new Load(
        names.size() * ROOM_MEMBERS, names, spelling, ROOM_MESSAGES / scale, ROOM_MEMBERS);
  }

  private void load(String label, String server, String scenario, ServerProcess process, Load load)
      throws Exception {
    try (Swarm swarm = new Swarm(process.port(), load.clients(), load.rooms())) {
      swarm.connect();
      run(swarm, load, warmUp);
      long before = process.cpuMillis();
      long start = System.nanoTime();
      Swarm.Heard heard = run(swarm, load, seconds);
      double elapsed = (System.nanoTime() - start) / 1e6;
      long cpu = process.cpuMillis() - before;
      double micros = cpu * 1e3 / Math.max(1, heard.count());
      figures.note(scenario, server, micros);
      System.out.printf(
          Locale.ROOT,
          "%s %7.2f us CPU, core %3.0f %%, p50 %7.2f ms, p99 %7.2f ms, %d heard, %d missing%n",
          label,
          micros,
          100 * cpu / elapsed,
          heard.millis(0.5),
          heard.millis(0.99),
          heard.count(),
          heard.missing());
    }
  }

  private static Swarm.Heard run(Swarm swarm, Load load, int seconds) throws Exception {
    return swarm.run(load.spelling(), MESSAGE_BYTES, load.perSecond(), seconds, load.deliveries());
  }

  private void idle(String label, String server, ServerProcess process) throws Exception {
    int clients = IDLE_CLIENTS / scale;
    boolean hasHeap = !server.equals(NODE);
    // The first connections pay for code and classes, which are no part of what each one costs.
    try (Swarm first = new Swarm(process.port(), clients / 5, List.of())) {
      first.connect();
    }
    long heap = hasHeap ? process.heapBytes() : 0;
    long resident = process.residentKilobytes();
    try (Swarm swarm = new Swarm(process.port(), clients, List.of())) {
      long connecting = process.cpuMillis();
      swarm.connect();
      long before = process.cpuMillis();
      TimeUnit.SECONDS.sleep(seconds);
      double perMinute = (process.cpuMillis() - before) * 60e3 / seconds / clients;
      double each = hasHeap ? (process.heapBytes() - heap) / 1024.0 / clients : Double.NaN;
      double eachResident = (process.residentKilobytes() - resident) / (double) clients;
      figures.note("idle, us CPU per minute", server, perMinute);
      figures.note("idle, kB RSS", server, eachResident);
      figures.note("idle, kB heap", server, each);
      figures.note("connect, us CPU", server, (before - connecting) * 1e3 / clients);
      System.out.printf(
          Locale.ROOT,
          "%s %5.0f us CPU to connect, %5.0f us a minute, %.1f kB RSS, %.1f kB heap each%n",
          label,
          (before - connecting) * 1e3 / clients,
          perMinute,
          eachResident,
          each);
    }
  }
}
