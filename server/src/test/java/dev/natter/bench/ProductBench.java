package dev.natter.bench;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The whole server against others, by the load of {@code natter bench}, one server after the other
 * in each round. Every flag has a default:
 *
 * <pre>
 * ProductBench [--servers natter-stored,natter-memory,node,bare]
 *              [--scenarios fanout-50,fanout-85,fanout-50-1k,fanout-85-1k,rooms,echo,search]
 *              [--rounds 3] [--seconds 10] [--p99 50]
 * </pre>
 *
 * <p>{@code search} is the highest rate of {@code fanout} at which everything arrives with p99
 * under {@code --p99} milliseconds, {@code search-rooms} that of {@code rooms}; {@code durable}
 * asks for acks of what is kept; {@code listeners-5000} has so many of them hear 50,000 deliveries
 * a second together. With {@code -deflate} behind it a scenario has 1,024 bytes a message, which
 * the server compresses; with {@code -tls} Natter is spoken to by TLS, with the certificate and key
 * that the properties {@code natter.bench.cert} and {@code natter.bench.key} name. The generator is
 * to be started on another core than the first.
 */
final class ProductBench {

  /** What {@code listeners} asks of however many. */
  private static final int DELIVERIES_PER_SECOND = 50_000;

  /** What is said while a server warms up, in rooms of two. */
  private static final int WARM_UP_CLIENTS = 200;

  private static final int WARM_UP_RATE = 1_500;
  private static final int MOST_WARM_UPS = 8;

  /** Compilers rest when they take less of a core. */
  private static final double REST_SHARE = 0.05;

  private static final String DEFLATE = "-deflate";
  private static final String TLS = "-tls";

  private static final String AUTH = "{\"dialect\":\"message\"}";

  private final List<String> servers;
  private final List<String> scenarios;
  private final int rounds;
  private final Duration time;
  private final double mostMillis;
  private final Figures figures = new Figures();

  private ProductBench(Map<String, String> flags) {
    servers = list(flags, "--servers", "natter-stored,natter-memory,node,bare");
    scenarios =
        list(
            flags,
            "--scenarios",
            "fanout-50,fanout-85,fanout-50-1k,fanout-85-1k,rooms,echo,search,search-rooms");
    rounds = Integer.parseInt(flags.getOrDefault("--rounds", "3"));
    time = Duration.ofSeconds(Long.parseLong(flags.getOrDefault("--seconds", "10")));
    mostMillis = Double.parseDouble(flags.getOrDefault("--p99", "50"));
  }

  private static List<String> list(Map<String, String> flags, String name, String fallback) {
    return Arrays.asList(flags.getOrDefault(name, fallback).split(",", -1));
  }

  public static void main(String[] args) throws Exception {
    Map<String, String> flags = new HashMap<>();
    for (int i = 0; i + 1 < args.length; i += 2) {
      flags.put(args[i], args[i + 1]);
    }
    ProductBench bench = new ProductBench(flags);
    for (int round = 1; round <= bench.rounds; round++) {
      for (String server : bench.servers) {
        for (String scenario : bench.scenarios) {
          bench.measure(round, server, scenario);
        }
      }
    }
    bench.figures.print(bench.servers);
    System.exit(0);
  }

  /**
   * A server begins anew with each scenario, so that none pays for what another left behind, and is
   * warm before it is measured: a server is one for months, its compilers work for minutes.
   */
  private void measure(int round, String server, String scenario) throws Exception {
    try (ServerProcess process = ServerProcess.start(server, false, flags(server, scenario));
        Bench bench = new Bench(plan(scenario, process.port()), new ServerProbe(0), line -> {})) {
      String label = String.format(Locale.ROOT, "%d  %-14s %-14s", round, scenario, server);
      warm(process, plan(scenario, process.port()));
      bench.connect();
      BenchResult warm = bench.run();
      process.pin();
      if (scenario.startsWith("search")) {
        BenchResult best = bench.search(mostMillis);
        double perSecond = best.heard() / best.seconds();
        figures.note(scenario + ", deliveries/s", server, perSecond);
        System.out.printf(
            Locale.ROOT,
            "%s %,12.0f deliveries/s at %d/s, p99 %.1f ms%n",
            label,
            perSecond,
            best.plan().rate(),
            best.millis(99));
        return;
      }
      long before = process.cpuMillis();
      BenchResult result = bench.run();
      double micros = (process.cpuMillis() - before) * 1e3 / Math.max(1, result.heard());
      figures.note(scenario + ", us CPU", server, micros);
      System.out.printf(
          Locale.ROOT,
          "%s %7.2f us CPU, p50 %7.2f ms, p99 %7.2f ms, %d heard, %d missing, %d refused%n",
          label,
          micros,
          result.millis(50),
          result.millis(99),
          result.heard(),
          result.missing(),
          warm.refused() + result.refused());
    }
  }

  /**
   * Has the server on all cores decide and store more messages than the scenario does, until its
   * compilers have little to do.
   */
  private void warm(ServerProcess process, BenchPlan scenario) throws Exception {
    try (Bench bench = new Bench(warmUpPlan(scenario), new ServerProbe(0), line -> {})) {
      bench.connect();
      for (int i = 0; i < MOST_WARM_UPS; i++) {
        long before = process.compilerMillis();
        bench.run();
        long compiled = process.compilerMillis() - before;
        if (i > 0 && compiled < REST_SHARE * time.toMillis()) {
          return;
        }
      }
    }
  }

  private static String[] flags(String server, String scenario) {
    List<String> flags = new ArrayList<>();
    if (scenario.endsWith(DEFLATE)) {
      flags.addAll(
          server.equals("node") ? List.of("deflate") : List.of("--permessage-deflate", "true"));
    }
    if (scenario.endsWith(TLS)) {
      flags.addAll(List.of("--tls-cert", System.getProperty("natter.bench.cert", "cert.pem")));
      flags.addAll(List.of("--tls-key", System.getProperty("natter.bench.key", "key.pem")));
    }
    return flags.toArray(String[]::new);
  }

  private static BenchPlan warmUpPlan(BenchPlan measured) {
    return new BenchPlan(
        Scenario.ROOMS,
        measured.server(),
        measured.path(),
        measured.auth(),
        WARM_UP_CLIENTS,
        WARM_UP_CLIENTS / 2,
        measured.joinEvent(),
        "message",
        "message",
        measured.payload(),
        BenchPlan.MIN_BYTES * 4,
        false,
        WARM_UP_RATE,
        Duration.ZERO,
        measured.time(),
        measured.threads());
  }

  private BenchPlan plan(String scenario, int port) {
    String bare = scenario.replace(DEFLATE, "").replace(TLS, "");
    BenchPlan plan = barePlan(bare, port);
    boolean deflate = scenario.endsWith(DEFLATE);
    return new BenchPlan(
        plan.scenario(),
        URI.create((scenario.endsWith(TLS) ? "https" : "http") + "://127.0.0.1:" + port),
        plan.path(),
        plan.auth(),
        plan.clients(),
        plan.rooms(),
        plan.joinEvent(),
        plan.event(),
        plan.heard(),
        plan.payload(),
        deflate ? 1024 : plan.bytes(),
        deflate,
        plan.rate(),
        plan.warmUp(),
        plan.time(),
        plan.threads());
  }

  private BenchPlan barePlan(String scenario, int port) {
    String[] words = scenario.split("-", -1);
    return switch (words[0]) {
      case "fanout" ->
          plan(
              Scenario.FANOUT,
              port,
              "message",
              words.length > 2 ? 1024 : 100,
              Integer.parseInt(words[1]));
      case "search" ->
          words.length > 1
              ? plan(Scenario.ROOMS, port, "message", 100, Scenario.ROOMS.rate())
              : plan(Scenario.FANOUT, port, "message", 100, Scenario.FANOUT.rate());
      case "listeners" -> listeners(Integer.parseInt(words[1]), port);
      case "rooms" -> plan(Scenario.ROOMS, port, "message", 100, Scenario.ROOMS.rate());
      case "echo" -> plan(Scenario.ECHO, port, "echo", 100, Scenario.ECHO.rate());
      case "durable" -> plan(Scenario.DURABLE, port, "message", 100, Scenario.DURABLE.rate());
      default -> throw new IllegalArgumentException("No such scenario: " + scenario);
    };
  }

  private BenchPlan listeners(int count, int port) {
    int rate = Math.max(1, DELIVERIES_PER_SECOND / count);
    return plan(Scenario.FANOUT, count, port, "message", 100, rate);
  }

  private BenchPlan plan(Scenario scenario, int port, String event, int bytes, int rate) {
    return plan(scenario, scenario.clients(), port, event, bytes, rate);
  }

  private BenchPlan plan(
      Scenario scenario, int clients, int port, String event, int bytes, int rate) {
    return new BenchPlan(
        scenario,
        URI.create("http://127.0.0.1:" + port),
        "/socket.io",
        AUTH,
        clients,
        scenario.rooms(),
        "join",
        event,
        event,
        "%s",
        bytes,
        false,
        rate,
        Duration.ZERO,
        time,
        1);
  }
}
