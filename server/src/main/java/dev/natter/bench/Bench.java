package dev.natter.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * One load against one server: connects once, runs at one rate or searches for the highest that the
 * server bears.
 *
 * <p>Thread: the caller's, which it blocks.
 */
public final class Bench implements AutoCloseable {

  /** What is late by more than this is missing. */
  private static final long LAST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long POLL_MILLIS = 20;

  /** When nothing came for so long, all has come. */
  private static final long REST_MILLIS = 300;

  private final BenchPlan plan;
  private final ServerProbe probe;
  private final Consumer<String> progress;
  private Crowd crowd;
  private OptionalDouble bytesPerClient = OptionalDouble.empty();

  /**
   * A load that has not begun.
   *
   * @param progress told in a line what happens
   */
  public Bench(BenchPlan plan, ServerProbe probe, Consumer<String> progress) throws BenchException {
    this.plan = plan;
    this.probe = probe;
    this.progress = progress;
    this.crowd = new Crowd(plan);
  }

  /** Connects all clients; once, before anything is run. */
  public void connect() throws BenchException, InterruptedException {
    OptionalLong before = probe.residentBytes();
    crowd.connect(count -> progress.accept(count + " of " + plan.clients() + " connected"));
    OptionalLong after = probe.residentBytes();
    if (before.isPresent() && after.isPresent()) {
      double grown = after.getAsLong() - before.getAsLong();
      bytesPerClient = OptionalDouble.of(grown / plan.clients());
    }
  }

  /** Warms the server up, and then measures at the plan's rate. */
  public BenchResult run() throws BenchException, InterruptedException {
    long warmUp = plan.warmUp().toNanos();
    if (warmUp > 0) {
      progress.accept("warming up at " + plan.rate() + "/s");
      load(plan, warmUp);
    }
    progress.accept("measuring at " + plan.rate() + "/s");
    return load(plan, plan.time().toNanos());
  }

  /**
   * Searches for the highest rate at which everything arrives, and 99 of 100 within a bound.
   *
   * @return the best run; the first run if no rate was good
   */
  public BenchResult search(double p99Millis) throws BenchException, InterruptedException {
    BenchResult first = run();
    List<BenchResult> good = new ArrayList<>();
    OptionalInt highest =
        RateSearch.highest(
            plan.rate(),
            BenchPlan.MAX_RATE,
            rate -> {
              recover();
              BenchResult tried = load(plan.atRate(rate), plan.time().toNanos());
              boolean within = tried.isWithin(p99Millis);
              progress.accept(
                  "%d/s: p99 %.1f ms, %d missing: %s"
                      .formatted(
                          rate, tried.millis(99), tried.missing(), within ? "good" : "too much"));
              if (within) {
                good.add(tried);
              }
              return within;
            });
    return highest.isPresent() ? good.get(good.size() - 1) : first;
  }

  /** Lets a server that had too much come to rest, and connects again if it hung up on somebody. */
  private void recover() throws BenchException, InterruptedException {
    long deadline = System.nanoTime() + LAST_WAIT_NANOS;
    long before = -1;
    for (long heard = heard(); heard != before && System.nanoTime() < deadline; heard = heard()) {
      before = heard;
      TimeUnit.MILLISECONDS.sleep(REST_MILLIS);
    }
    boolean whole = true;
    for (Crowd.Crew crew : crowd.crews()) {
      whole &= on(crew, () -> crew.clients().stream().noneMatch(Client::isGone));
    }
    if (!whole) {
      progress.accept("connecting again, as the server has closed connections");
      crowd.close();
      crowd = new Crowd(plan);
      crowd.connect(count -> {});
    }
  }

  private BenchResult load(BenchPlan now, long nanos) throws BenchException, InterruptedException {
    OptionalDouble cpuBefore = probe.cpuSeconds();
    long start = System.nanoTime();
    List<Pace> paces = begin(now, start);
    TimeUnit.NANOSECONDS.sleep(nanos);
    long said = 0;
    for (int i = 0; i < paces.size(); i++) {
      said += on(crowd.crews().get(i), paces.get(i)::stop);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    long expected = said * now.hearers();
    long heard = await(expected);
    OptionalDouble cpuAfter = probe.cpuSeconds();
    Histogram latency = Tally.histogram();
    long refused = 0;
    for (Crowd.Crew crew : crowd.crews()) {
      refused +=
          on(
              crew,
              () -> {
                crew.tally().addTo(latency);
                return crew.tally().refused();
              });
    }
    OptionalLong resident = probe.residentBytes();
    return new BenchResult(
        now,
        said,
        heard,
        refused,
        expected - heard - refused,
        seconds,
        latency,
        cpuBefore.isPresent() && cpuAfter.isPresent()
            ? OptionalDouble.of(cpuAfter.getAsDouble() - cpuBefore.getAsDouble())
            : OptionalDouble.empty(),
        resident.isPresent()
            ? OptionalDouble.of((double) resident.getAsLong())
            : OptionalDouble.empty(),
        bytesPerClient);
  }

  private List<Pace> begin(BenchPlan now, long start) throws BenchException, InterruptedException {
    List<Pace> paces = new ArrayList<>();
    int crews = crowd.crews().size();
    for (Crowd.Crew crew : crowd.crews()) {
      on(
          crew,
          () -> {
            crew.tally().begin(start);
            return crew.clients().removeIf(Client::isGone);
          });
      if (crew.clients().isEmpty()) {
        throw new BenchException("The server has closed every connection.");
      }
    }
    if (now.scenario() != Scenario.IDLE) {
      for (int i = 0; i < crews; i++) {
        Crowd.Crew crew = crowd.crews().get(i);
        Pace pace = new Pace(crew, start, now.rate(), i, crews);
        paces.add(pace);
        crew.loop().execute(pace::start);
      }
    }
    return paces;
  }

  /** Waits for the last deliveries, and tells how many there were. */
  private long await(long expected) throws BenchException, InterruptedException {
    long deadline = System.nanoTime() + LAST_WAIT_NANOS;
    long heard = heard();
    while (heard < expected && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      heard = heard();
    }
    return heard;
  }

  private long heard() throws BenchException, InterruptedException {
    long heard = 0;
    for (Crowd.Crew crew : crowd.crews()) {
      heard += on(crew, crew.tally()::heard);
    }
    return heard;
  }

  private static <T> T on(Crowd.Crew crew, Callable<T> question)
      throws BenchException, InterruptedException {
    try {
      return crew.loop().submit(question).get();
    } catch (ExecutionException e) {
      throw new BenchException("The load generator failed: " + e.getCause(), e);
    }
  }

  @Override
  public void close() {
    crowd.close();
  }
}
