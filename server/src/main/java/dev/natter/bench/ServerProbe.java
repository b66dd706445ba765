package dev.natter.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What the kernel says of a server's process: on Linux, and only of one on this machine; elsewhere
 * everything is unknown.
 *
 * @param pid 0 if none is known
 */
public record ServerProbe(long pid) {

  /** The unit of {@code /proc/PID/stat}: Linux shows hundredths of a second everywhere. */
  private static final double SECONDS_PER_TICK = 0.01;

  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;

  /** The processor time it has taken so far, all its threads together. */
  OptionalDouble cpuSeconds() {
    String stat = read("stat");
    if (stat.isEmpty()) {
      return OptionalDouble.empty();
    }
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
    return OptionalDouble.of(ticks * SECONDS_PER_TICK);
  }

  /** The memory that is resident now, in bytes. */
  OptionalLong residentBytes() {
    return read("status")
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst();
  }

  private String read(String file) {
    if (pid == 0) {
      return "";
    }
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), file));
    } catch (IOException e) {
      return "";
    }
  }
}
