package dev.natter.conformance;

import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What this process still holds after a collection: objects of the engine and of Netty's that
 * belong to one connection, client, room, timer or buffer, by their classes, and memory.
 *
 * @param buffers that were taken from Netty's pool and did not come back, its threads' caches
 *     included
 */
record Remains(Map<String, Long> objects, long heapBytes, long directBytes, long buffers) {

  private static final Pattern ROW =
      Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+(\\S+)(?: \\(.*\\))?");

  private static final Pattern COUNTED =
      Pattern.compile(
          "dev\\.natter\\.engine\\.(?!Engine(Loop|Json|Error)).*"
              + "|io\\.netty\\.channel\\..*SocketChannel"
              + "|io\\.netty\\.channel\\.ChannelOutboundBuffer"
              + "|io\\.netty\\.util\\.concurrent\\.ScheduledFutureTask");

  /** Collects garbage and counts. */
  static Remains now() {
    try {
      String histogram =
          (String)
              ManagementFactory.getPlatformMBeanServer()
                  .invoke(
                      new ObjectName("com.sun.management:type=DiagnosticCommand"),
                      "gcClassHistogram",
                      new Object[] {new String[0]},
                      new String[] {String[].class.getName()});
      Map<String, Long> objects = new TreeMap<>();
      histogram
          .lines()
          .map(ROW::matcher)
          .filter(Matcher::matches)
          .forEach(row -> count(row, objects));
      long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      var pool = PooledByteBufAllocator.DEFAULT.metric();
      long buffers =
          pool.directArenas().stream().mapToLong(PoolArenaMetric::numActiveAllocations).sum();
      return new Remains(objects, heap, pool.usedDirectMemory(), buffers);
    } catch (JMException e) {
      throw new AssertionError(e);
    }
  }

  private static void count(Matcher row, Map<String, Long> objects) {
    if (COUNTED.matcher(row.group(2)).matches()) {
      objects.put(row.group(2), Long.parseLong(row.group(1)));
    }
  }

  /** How many more objects of each class there are than before, where there are more. */
  Map<String, Long> objectsBeyond(Remains before, int slack) {
    Map<String, Long> more = new TreeMap<>();
    objects.forEach(
        (name, count) -> {
          long excess = count - before.objects().getOrDefault(name, 0L);
          if (excess > slack) {
            more.put(name, excess);
          }
        });
    return more;
  }

  @Override
  public String toString() {
    return "heap %,d kB, pooled %,d kB, buffers %d, objects %d"
        .formatted(
            heapBytes >> 10,
            directBytes >> 10,
            buffers,
            objects.values().stream().mapToLong(Long::longValue).sum());
  }
}
