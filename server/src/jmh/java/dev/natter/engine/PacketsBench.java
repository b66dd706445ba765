package dev.natter.engine;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What reading a packet costs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PacketsBench {

  private static final int MAX_ATTACHMENTS = 10;
  private static final int MAX_DEPTH = 32;

  /** How long the text of a message is. */
  @Param({"100", "1024"})
  int bytes;

  private final PacketParser parser =
      new PacketParser(new EngineJson(), MAX_ATTACHMENTS, MAX_DEPTH);
  private String packet = "";

  /** Spells what is read. */
  @Setup(Level.Trial)
  public void spell() {
    packet = "217[\"message\",\"" + "x".repeat(bytes) + "\"]";
  }

  /** Reads an event with an acknowledgement. */
  @Benchmark
  public Object decode() throws MalformedPacket {
    return parser.parse(packet);
  }
}
