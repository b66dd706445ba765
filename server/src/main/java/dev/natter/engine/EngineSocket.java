package dev.natter.engine;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;

/**
 * A connection's socket that can be written to past its outbound buffer while nothing waits there.
 * Netty's way through pipeline and buffer makes four objects for each socket that hears a
 * broadcast, and takes a fifth of the time that the write takes. Shown by {@code EngineSocketIT}.
 *
 * <p>Thread: the channel's event loop.
 */
final class EngineSocket extends NioSocketChannel {

  private EngineSocket(Channel parent, SocketChannel socket) {
    super(parent, socket);
  }

  /** Listens, and makes such sockets of what connects. */
  static final class Listening extends NioServerSocketChannel {

    @Override
    protected int doReadMessages(List<Object> accepted) throws IOException {
      SocketChannel socket = javaChannel().accept();
      if (socket == null) {
        return 0;
      }
      try {
        accepted.add(new EngineSocket(this, socket));
        return 1;
      } catch (RuntimeException e) {
        // Thrown on, it would end the listening.
        ClientFaults.note(e);
        socket.close();
        return 0;
      }
    }
  }

  /** Whether nothing waits to be written, and the socket stays writable with so many bytes more. */
  boolean isFreeFor(int bytes) {
    ChannelOutboundBuffer waiting = unsafe().outboundBuffer();
    return waiting != null
        && waiting.totalPendingWriteBytes() == 0
        && bytes < config().getWriteBufferLowWaterMark();
  }

  /**
   * Writes what the network takes at once; how much that was. None if something waits, or if the
   * socket fails, which whoever writes the rest as usual is told.
   */
  int writeNow(ByteBuffer bytes) {
    if (!isFreeFor(0)) {
      return 0;
    }
    try {
      return javaChannel().write(bytes);
    } catch (IOException e) {
      return 0;
    }
  }
}
