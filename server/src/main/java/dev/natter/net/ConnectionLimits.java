package dev.natter.net;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the connections of all listeners, and refuses those over the limits with a sentence. Of an
 * IPv6 address the first 64 bits count, since one host has all the rest. A trusted proxy may have
 * as many as there are: it has those of everybody behind it.
 *
 * <p>Thread: any.
 */
public final class ConnectionLimits {

  private final int maxInAll;
  private final int maxPerAddress;
  private final TrustedProxies proxies;
  private final AtomicInteger inAll = new AtomicInteger();
  private final ConcurrentHashMap<String, Integer> perAddress = new ConcurrentHashMap<>();

  /** One for all connections. */
  private final ChannelFutureListener uncount = closed -> uncount(closed.channel());

  public ConnectionLimits(int maxInAll, int maxPerAddress, TrustedProxies proxies) {
    this.maxInAll = maxInAll;
    this.maxPerAddress = maxPerAddress;
    this.proxies = proxies;
  }

  /** How many connections there are. */
  public int connections() {
    return inAll.get();
  }

  /** Counts a new connection until it is closed, and answers it by a refusal if it is too many. */
  public void guard(ChannelPipeline pipeline) {
    Channel channel = pipeline.channel();
    String address = address(channel);
    int all = inAll.incrementAndGet();
    int ofAddress = perAddress.merge(address, 1, Integer::sum);
    channel.closeFuture().addListener(uncount);
    if (all > maxInAll) {
      pipeline.addFirst(new Refusal("503 Service Unavailable", "The server is full."));
    } else if (ofAddress > maxPerAddress && !isProxy(channel)) {
      pipeline.addFirst(
          new Refusal("429 Too Many Requests", "Your address has too many connections."));
    }
  }

  private void uncount(Channel closed) {
    inAll.decrementAndGet();
    perAddress.computeIfPresent(address(closed), (key, count) -> count == 1 ? null : count - 1);
  }

  private boolean isProxy(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress peer && proxies.include(peer);
  }

  private static String address(Channel channel) {
    if (!(channel.remoteAddress() instanceof InetSocketAddress socket)) {
      return "";
    }
    InetAddress address = socket.getAddress();
    byte[] bytes = address.getAddress();
    return bytes.length == 16 ? Arrays.toString(Arrays.copyOf(bytes, 8)) : address.getHostAddress();
  }

  /** Answers whatever comes with one response, and closes. */
  @SuppressWarnings("FutureReturnValueIgnored")
  private static final class Refusal extends ChannelInboundHandlerAdapter {
    private final String response;

    private Refusal(String status, String sentence) {
      String body =
          "{\"type\":\"about:blank\",\"title\":\"limit reached\",\"status\":"
              + status.substring(0, 3)
              + ",\"detail\":\""
              + sentence
              + "\",\"code\":\"LIMIT_REACHED\",\"retry\":true}";
      response =
          "HTTP/1.1 "
              + status
              + "\r\nContent-Type: application/problem+json\r\nRetry-After: 5\r\n"
              + "Connection: close\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ReferenceCountUtil.release(message);
      ctx.writeAndFlush(Unpooled.copiedBuffer(response, US_ASCII))
          .addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      // One that never asks is not waited for.
      var unused = ctx.executor().schedule(() -> ctx.channel().close(), 5, TimeUnit.SECONDS);
      ctx.fireChannelActive();
    }
  }
}
