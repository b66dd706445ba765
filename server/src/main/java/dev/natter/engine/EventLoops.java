package dev.natter.engine;

import com.corundumstudio.socketio.Configuration;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The threads of a server: Linux' native transport where it is there, Java's otherwise. Upstream
 * leaves the choice to the configuration and fails if the wrong one is made.
 */
final class EventLoops {

  private static final int STOP_SECONDS = 5;

  private final EventLoopGroup acceptors;
  private final EventLoopGroup workers;
  private final ChannelFactory<? extends ServerChannel> serverChannel;
  private final List<EngineLoop> engineLoops = new ArrayList<>();

  private EventLoops(
      EventLoopGroup acceptors,
      EventLoopGroup workers,
      ChannelFactory<? extends ServerChannel> serverChannel,
      long sweepMillis) {
    this.acceptors = acceptors;
    this.workers = workers;
    this.serverChannel = serverChannel;
    for (EventExecutor worker : workers) {
      engineLoops.add(new EngineLoop((EventLoop) worker, engineLoops.size(), sweepMillis));
    }
  }

  /**
   * @param sweepMillis how often each loop looks for what is due
   */
  static EventLoops of(Configuration configuration, long sweepMillis) {
    int accepting = Math.max(1, configuration.getBossThreads());
    int working =
        configuration.getWorkerThreads() > 0
            ? configuration.getWorkerThreads()
            : Runtime.getRuntime().availableProcessors();
    DefaultThreadFactory acceptorThreads = new DefaultThreadFactory("natter-accept");
    DefaultThreadFactory workerThreads = new DefaultThreadFactory("natter-io");
    return Epoll.isAvailable()
        ? new EventLoops(
            new EpollEventLoopGroup(accepting, acceptorThreads),
            new EpollEventLoopGroup(working, workerThreads),
            EpollServerSocketChannel::new,
            sweepMillis)
        : new EventLoops(
            new NioEventLoopGroup(accepting, acceptorThreads),
            new NioEventLoopGroup(working, workerThreads),
            EngineSocket.Listening::new,
            sweepMillis);
  }

  EventLoopGroup acceptors() {
    return acceptors;
  }

  EventLoopGroup workers() {
    return workers;
  }

  ChannelFactory<? extends ServerChannel> serverChannel() {
    return serverChannel;
  }

  List<EngineLoop> engineLoops() {
    return List.copyOf(engineLoops);
  }

  void stop() {
    acceptors.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).syncUninterruptibly();
    workers.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
