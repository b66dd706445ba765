package dev.natter.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/** A listener without an engine, for what speaks nothing but raw WebSocket. */
public final class PlainListener implements AutoCloseable {

  private static final int MAX_REQUEST_BYTES = 4096;

  private final Channel channel;

  private PlainListener(Channel channel) {
    this.channel = channel;
  }

  /**
   * Listens.
   *
   * @param port 0 for any that is free
   * @param loops where its connections live, shared with the engine's
   * @param guard stands before all that a new connection says
   * @throws IOException if the address cannot be listened on
   */
  public static PlainListener open(
      String host, int port, EventLoopGroup loops, Consumer<ChannelPipeline> guard, HttpFront front)
      throws IOException {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channel(channelType(loops))
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel child) {
                    fill(child.pipeline(), front);
                    guard.accept(child.pipeline());
                  }
                });
    ChannelFuture bound = bootstrap.bind(new InetSocketAddress(host, port));
    bound.awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException("Cannot listen on port " + port, bound.cause());
    }
    return new PlainListener(bound.channel());
  }

  /** The port that is listened on. */
  public int port() {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  /** Takes no new connection from now on; those that are there stay. */
  @Override
  public void close() {
    channel.close().awaitUninterruptibly();
  }

  private static void fill(ChannelPipeline pipeline, HttpFront front) {
    pipeline
        .addLast(new HttpServerCodec())
        .addLast(new RequestDeadline())
        .addLast(new HttpObjectAggregator(MAX_REQUEST_BYTES))
        .addLast(front);
  }

  private static Class<? extends ServerChannel> channelType(EventLoopGroup loops) {
    return loops instanceof EpollEventLoopGroup
        ? EpollServerSocketChannel.class
        : NioServerSocketChannel.class;
  }
}
