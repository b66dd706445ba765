package dev.natter.engine;

import dev.natter.bench.Piece;
import io.netty.channel.embedded.EmbeddedChannel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What a broadcast costs once, and what each of its listeners costs without a network. */
@State(Scope.Thread)
public class FramesBench extends Piece {

  private static final int LISTENERS = 1_000;

  /** How long the text of a message is. */
  @Param({"100", "1024"})
  int bytes;

  private String argument = "";
  private EmbeddedChannel[] sockets = new EmbeddedChannel[0];
  private Frame frame = Frame.NOOP;

  /** Opens the sockets and spells what they hear. */
  @Setup(Level.Trial)
  public void open() {
    argument = "\"" + "x".repeat(bytes) + "\"";
    sockets = new EmbeddedChannel[LISTENERS];
    for (int i = 0; i < LISTENERS; i++) {
      sockets[i] = new EmbeddedChannel();
    }
    frame = Frame.text("42[\"message\"," + argument + "]");
  }

  /** Closes the sockets. */
  @TearDown(Level.Trial)
  public void close() {
    for (EmbeddedChannel socket : sockets) {
      socket.finishAndReleaseAll();
    }
    frame.release();
  }

  /** Spells an event for all who hear it. */
  @Benchmark
  public int encodeOnce() {
    EventFrame event = EventFrame.of("/", "message", argument);
    int size = event.frames(false, false)[0].webSocketBytes();
    event.release();
    return size;
  }

  /** Deflates an event for all who hear it. */
  @Benchmark
  public int deflateOnce() {
    Frame one = Frame.text("42[\"message\"," + argument + "]");
    int size = one.deflated().webSocketBytes();
    one.release();
    return size;
  }

  /** Writes one shared frame to each listener's socket. */
  @Benchmark
  @OperationsPerInvocation(LISTENERS)
  public int writeToEach() {
    int written = 0;
    for (EmbeddedChannel socket : sockets) {
      var unused = socket.writeOneOutbound(frame.sharedWebSocket().duplicate());
      socket.flushOutbound();
      written += socket.outboundMessages().size();
      socket.releaseOutbound();
    }
    return written;
  }
}
