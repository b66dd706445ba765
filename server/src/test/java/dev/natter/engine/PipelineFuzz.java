package dev.natter.engine;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.handler.SuccessAuthorizationListener;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Any bytes on a TCP connection are answered or end it: requests, upgrades, and frames behind them,
 * in one piece or in two. Nothing above hears more than was sent.
 */
class PipelineFuzz {
  private static final InetSocketAddress HERE = InetSocketAddress.createUnresolved("here", 1);

  private final Configuration configuration = new Configuration();

  @FuzzTest(maxDuration = "5m")
  void anyBytesAreAnsweredOrEndTheConnection(byte[] bytes) {
    int cut = bytes.length == 0 ? 0 : (bytes[0] & 0xFF) % bytes.length;
    Tally heard = new Tally();
    Engine engine =
        new Engine(
            EngineOptions.defaults().withPerMessageDeflate(true).withMaxHttpBufferSize(10_000),
            new SuccessAuthorizationListener(),
            Runnable::run,
            (connection, handshake, store, polling) -> heard);
    EmbeddedChannel channel = new Peer();
    try {
      engine.start(List.of(new EngineLoop(channel.eventLoop(), 0, engine.sweepMillis())));
      new EnginePipeline(engine, configuration).initChannel(channel);
      take(channel, Arrays.copyOfRange(bytes, 0, cut));
      take(channel, Arrays.copyOfRange(bytes, cut, bytes.length));
      channel.checkException();
    } finally {
      channel.finishAndReleaseAll();
    }
    // Deflate makes a thousand bytes of one at the very most.
    if (heard.bytes > 1100L * bytes.length) {
      throw new AssertionError("heard more than was sent");
    }
    if (!engine.connections().isEmpty() && heard.closed) {
      throw new AssertionError("a closed connection is still known");
    }
  }

  private static void take(EmbeddedChannel channel, byte[] bytes) {
    ByteBuf piece = Unpooled.wrappedBuffer(bytes);
    if (channel.isOpen()) {
      channel.writeInbound(piece);
    } else {
      piece.release();
    }
    channel.runPendingTasks();
    for (Object out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      ReferenceCountUtil.release(out);
    }
  }

  /** A channel with addresses as a socket has them. */
  private static final class Peer extends EmbeddedChannel {
    @Override
    protected SocketAddress localAddress0() {
      return HERE;
    }

    @Override
    protected SocketAddress remoteAddress0() {
      return HERE;
    }
  }

  private static final class Tally implements MessageSink {
    private long bytes;
    private boolean closed;

    @Override
    public void opened() {}

    @Override
    public void text(String message) {
      bytes += message.length();
    }

    @Override
    public void binary(byte[] message) {
      bytes += message.length;
    }

    @Override
    public void heartbeat() {}

    @Override
    public void closed(String reason) {
      closed = true;
    }

    @Override
    public boolean admitted() {
      return true;
    }

    @Override
    public long nanosLeft(long nowNanos) {
      return Long.MAX_VALUE;
    }
  }
}
