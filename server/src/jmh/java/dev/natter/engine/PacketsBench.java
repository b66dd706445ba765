package dev.natter.engine;

import dev.natter.bench.Piece;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What reading a packet costs. */
@State(Scope.Thread)
public class PacketsBench extends Piece {

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
