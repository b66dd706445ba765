package dev.natter.bench;

import java.net.URI;
import java.time.Duration;

/**
 * What is to be measured.
 *
 * @param server where the server is, as {@code http://localhost:3000}; of {@code https} any
 *     certificate will do
 * @param path the server's Socket.IO path, as {@code /socket.io}
 * @param auth the JSON that each client sends with its CONNECT; empty for none
 * @param clients how many connections, 1 to {@value #MAX_CLIENTS}
 * @param rooms over how many rooms they are spread; below 2 they join none
 * @param joinEvent the event by which a client joins the room that it names
 * @param event the event by which a client says something
 * @param heard the event by which the others hear it
 * @param payload the event's argument as JSON, with {@code %s} in the place of the text
 * @param bytes the length of the text, {@value #MIN_BYTES} to {@value #MAX_BYTES}
 * @param deflate whether the server has to compress what it sends (permessage-deflate)
 * @param rate messages a second, of all clients together
 * @param warmUp load before anything is measured
 * @param time load that is measured
 * @param threads event loops of the load
 */
public record BenchPlan(
    Scenario scenario,
    URI server,
    String path,
    String auth,
    int clients,
    int rooms,
    String joinEvent,
    String event,
    String heard,
    String payload,
    int bytes,
    boolean deflate,
    int rate,
    Duration warmUp,
    Duration time,
    int threads) {

  /** The most connections of one load. */
  public static final int MAX_CLIENTS = 100_000;

  /** The shortest text: it carries when it was due. */
  public static final int MIN_BYTES = 24;

  /** The longest text. */
  public static final int MAX_BYTES = 900_000;

  /** The highest rate. */
  static final int MAX_RATE = 10_000_000;

  private static final int MAX_THREADS = 64;
  private static final Duration LONGEST = Duration.ofHours(1);

  public BenchPlan {
    require(
        "http".equals(server.getScheme()) || "https".equals(server.getScheme()),
        "the server's address begins with http:// or https://");
    require(server.getHost() != null, "the server's address names a host");
    require(path.startsWith("/"), "the path begins with /");
    within("clients", clients, 1, MAX_CLIENTS);
    within("rooms", rooms, 0, clients);
    within("bytes", bytes, MIN_BYTES, MAX_BYTES);
    within("rate", rate, scenario == Scenario.IDLE ? 0 : 1, MAX_RATE);
    within("threads", threads, 1, MAX_THREADS);
    require(payload.contains("%s"), "the payload has %s in the place of the text");
    require(
        time.compareTo(Duration.ofSeconds(1)) >= 0 && time.compareTo(LONGEST) <= 0,
        "the time is 1 second to 1 hour");
    require(!warmUp.isNegative() && warmUp.compareTo(LONGEST) <= 0, "the warm-up is at most 1 h");
  }

  /** The same at another rate. */
  BenchPlan atRate(int newRate) {
    return new BenchPlan(
        scenario, server, path, auth, clients, rooms, joinEvent, event, heard, payload, bytes,
        deflate, newRate, warmUp, time, threads);
  }

  /** The server's port. */
  int port() {
    int usual = isEncrypted() ? 443 : 80;
    return server.getPort() < 0 ? usual : server.getPort();
  }

  boolean isEncrypted() {
    return "https".equals(server.getScheme());
  }

  /** The room that a client joins; empty for none. */
  String room(int client) {
    return rooms < 2 ? "" : "bench-" + client % rooms;
  }

  /** How many answers or deliveries one message brings. */
  int hearers() {
    return scenario.isAcknowledged() ? 1 : clients / Math.max(1, rooms);
  }

  private static void within(String name, int value, int least, int most) {
    require(value >= least && value <= most, name + " is " + least + " to " + most);
  }

  private static void require(boolean condition, String sentence) {
    if (!condition) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
