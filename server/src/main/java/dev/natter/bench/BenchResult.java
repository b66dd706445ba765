package dev.natter.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/**
 * What one run has shown.
 *
 * @param said messages that the clients sent
 * @param heard deliveries, or answers that say yes
 * @param refused answers that say no
 * @param missing what should have been heard as well and was not
 * @param seconds how long the load lasted
 * @param latency of what was heard, from when it was due, in nanoseconds
 * @param cpuSeconds processor time of the server; empty if unknown
 * @param residentBytes the server's resident memory at the end; empty if unknown
 * @param bytesPerClient by how much that grew for each connection; empty if unknown
 */
public record BenchResult(
    BenchPlan plan,
    long said,
    long heard,
    long refused,
    long missing,
    double seconds,
    Histogram latency,
    OptionalDouble cpuSeconds,
    OptionalDouble residentBytes,
    OptionalDouble bytesPerClient) {

  private static final double NANOS_PER_MILLI = 1e6;

  /** A latency that this share of what was heard did not exceed, in milliseconds. */
  double millis(double percent) {
    return latency.getValueAtPercentile(percent) / NANOS_PER_MILLI;
  }

  /** Whether everything came, none of it refused, and almost all within a bound. */
  boolean isWithin(double p99Millis) {
    return missing <= 0 && refused == 0 && millis(99) <= p99Millis;
  }

  /** The server's processor time for each thing that was heard, in microseconds. */
  OptionalDouble microsEach() {
    return cpuSeconds.isPresent() && heard > 0
        ? OptionalDouble.of(cpuSeconds.getAsDouble() * 1e6 / heard)
        : OptionalDouble.empty();
  }

  /** The figures by name, for machines; those that are unknown are left out. */
  public Map<String, Object> figures() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("scenario", plan.scenario().name().toLowerCase(Locale.ROOT));
    figures.put("clients", plan.clients());
    figures.put("rooms", plan.rooms());
    figures.put("bytes", plan.bytes());
    figures.put("rate", plan.rate());
    figures.put("seconds", round(seconds));
    figures.put("said", said);
    figures.put("heard", heard);
    figures.put("refused", refused);
    figures.put("missing", missing);
    figures.put("perSecond", round(heard / seconds));
    figures.put("p50Millis", round(millis(50)));
    figures.put("p90Millis", round(millis(90)));
    figures.put("p99Millis", round(millis(99)));
    figures.put("maxMillis", round(millis(100)));
    cpuSeconds.ifPresent(cpu -> figures.put("serverCpuSeconds", round(cpu)));
    cpuSeconds.ifPresent(cpu -> figures.put("serverCorePercent", round(100 * cpu / seconds)));
    microsEach().ifPresent(each -> figures.put("serverMicrosEach", round(each)));
    residentBytes.ifPresent(bytes -> figures.put("serverResidentBytes", (long) bytes));
    bytesPerClient.ifPresent(bytes -> figures.put("serverBytesPerClient", (long) bytes));
    return figures;
  }

  private static double round(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
