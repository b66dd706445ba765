package dev.natter.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What servers showed in several rounds, side by side. */
final class Figures {

  private final Map<String, Map<String, List<Double>>> rows = new TreeMap<>();

  void note(String what, String server, double figure) {
    rows.computeIfAbsent(what, unused -> new HashMap<>())
        .computeIfAbsent(server, unused -> new ArrayList<>())
        .add(figure);
  }

  /** Prints the median of each server's rounds, and its ratio to the first server's. */
  void print(List<String> servers) {
    System.out.printf("%nmedians of the rounds, and the ratio to %s%n", servers.get(0));
    rows.forEach(
        (what, byServer) -> {
          double first = median(byServer.getOrDefault(servers.get(0), List.of()));
          StringBuilder row = new StringBuilder(String.format("%-28s", what));
          for (String server : servers) {
            double own = median(byServer.getOrDefault(server, List.of()));
            row.append(String.format(Locale.ROOT, " | %s %.2f (%.2f)", server, own, own / first));
          }
          System.out.println(row);
        });
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(value -> value).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }
}
