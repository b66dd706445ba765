package dev.natter.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerAdapter;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.nio.NioEventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a socket takes past its outbound buffer, and when it takes nothing. */
class EngineSocketIT {

  private static final int SMALL = 8 * 1024;
  private static final int LARGE = 4 << 20;

  private final NioEventLoopGroup loops = new NioEventLoopGroup(1);
  private final CompletableFuture<Channel> accepted = new CompletableFuture<>();
  private final Socket peer = new Socket();

  /** Hands a connection to the test. */
  private static final class Accepting extends ChannelHandlerAdapter {
    private final CompletableFuture<Channel> accepted;

    Accepting(CompletableFuture<Channel> accepted) {
      this.accepted = accepted;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
      accepted.complete(context.channel());
    }
  }

  @BeforeEach
  void connect() throws Exception {
    Channel listening =
        new ServerBootstrap()
            .group(loops)
            .channelFactory(EngineSocket.Listening::new)
            .childOption(ChannelOption.SO_SNDBUF, SMALL)
            .childHandler(new Accepting(accepted))
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
    peer.setReceiveBufferSize(SMALL);
    peer.connect(listening.localAddress());
  }

  @AfterEach
  void close() throws IOException {
    peer.close();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** What its loop says of the connection. */
  private <T> T ask(Function<EngineSocket, T> question) throws Exception {
    Channel channel = accepted.get(30, TimeUnit.SECONDS);
    assertThat(channel).isInstanceOf(EngineSocket.class);
    return channel.eventLoop().submit(() -> question.apply((EngineSocket) channel)).get();
  }

  @Test
  void itTakesWhatTheNetworkHasRoomFor() throws Exception {
    ByteBuffer bytes = ByteBuffer.allocateDirect(LARGE);
    int taken = ask(socket -> socket.writeNow(bytes));
    assertThat(taken).isPositive().isLessThan(LARGE).isEqualTo(bytes.position());
    assertThat(peer.getInputStream().readNBytes(taken)).hasSize(taken);
  }

  @Test
  void itTakesNothingPastWhatWaits() throws Exception {
    ByteBuffer bytes = ByteBuffer.allocateDirect(1);
    int taken =
        ask(
            socket -> {
              var unused = socket.write(Unpooled.wrappedBuffer(new byte[] {7}));
              boolean free = socket.isFreeFor(1);
              int past = socket.writeNow(bytes);
              socket.flush();
              return free ? -1 : past;
            });
    assertThat(taken).isZero();
    assertThat(peer.getInputStream().read()).isEqualTo(7);
  }

  @Test
  void itIsFreeForWhatLeavesItWritable() throws Exception {
    boolean free =
        ask(
            socket -> {
              int room = socket.config().getWriteBufferLowWaterMark();
              return socket.isFreeFor(room - 1) && !socket.isFreeFor(room);
            });
    assertThat(free).isTrue();
  }

  @Test
  void itTakesNothingWhenClosed() throws Exception {
    ByteBuffer bytes = ByteBuffer.allocateDirect(1);
    int taken =
        ask(
            socket -> {
              var unused = socket.close();
              return socket.isFreeFor(0) ? -1 : socket.writeNow(bytes);
            });
    assertThat(taken).isZero();
  }

  @Test
  void itTakesNothingWhenThePeerIsGone() throws Exception {
    ByteBuffer bytes = ByteBuffer.allocateDirect(1);
    var unused = ask(socket -> socket.config().setAutoRead(false));
    peer.setSoLinger(true, 0);
    peer.close();
    await().until(() -> ask(socket -> socket.writeNow(bytes.clear())) == 0);
  }
}
