package dev.natter.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Socket.IO clients over WebSocket that share one event loop. They send at a fixed rate whatever
 * the server does, and note for each event or ack how long it took from when its message was to be
 * sent.
 *
 * <p>Thread: any; all else is confined to its loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What fails shows as missing.
final class Swarm implements AutoCloseable {

  private static final int MAX_CONNECTING = 100;
  private static final int MAX_SAMPLES = 8_000_000;
  private static final int TIME_DIGITS = 19;
  private static final int CONNECT_SECONDS = 90;
  private static final String HOST = "127.0.0.1";

  private final NioEventLoopGroup group = new NioEventLoopGroup(1);
  private final EventLoop loop = group.next();
  private final int port;
  private final int size;
  private final List<String> rooms;
  private final List<Channel> ready = new ArrayList<>();
  private final CompletableFuture<Void> allReady = new CompletableFuture<>();
  private int asked;

  private long[] nanos = new long[0];
  private int heard;
  private long runStart;

  /**
   * @param rooms names of rooms, each client joins one in turn; none if empty
   */
  Swarm(int port, int size, List<String> rooms) {
    this.port = port;
    this.size = size;
    this.rooms = rooms;
  }

  /** Connects all clients and lets them join their rooms. */
  void connect() throws Exception {
    loop.execute(
        () -> {
          for (int i = 0; i < Math.min(size, MAX_CONNECTING); i++) {
            connectNext();
          }
        });
    allReady.get(CONNECT_SECONDS, TimeUnit.SECONDS);
  }

  private void connectNext() {
    if (asked == size) {
      return;
    }
    int number = asked++;
    URI address = URI.create("ws://" + HOST + ":" + port + "/socket.io/?EIO=4&transport=websocket");
    WebSocketClientProtocolConfig config =
        WebSocketClientProtocolConfig.newBuilder().webSocketUri(address).build();
    new Bootstrap()
        .group(loop)
        .channel(NioSocketChannel.class)
        .handler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                channel
                    .pipeline()
                    .addLast(
                        new HttpClientCodec(),
                        new HttpObjectAggregator(65_536),
                        new WebSocketClientProtocolHandler(config),
                        new Client(number));
              }
            })
        .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  private void isReady(Channel channel) {
    ready.add(channel);
    connectNext();
    if (ready.size() == size) {
      allReady.complete(null);
    }
  }

  /** What a run has shown. */
  static final class Heard {
    private final long expected;
    private final int count;
    private final long[] sortedNanos;

    Heard(long expected, int count, long[] sortedNanos) {
      this.expected = expected;
      this.count = count;
      this.sortedNanos = sortedNanos;
    }

    int count() {
      return count;
    }

    long missing() {
      return expected - count;
    }

    double millis(double share) {
      int last = sortedNanos.length - 1;
      return last < 0 ? Double.NaN : sortedNanos[(int) Math.round(last * share)] / 1e6;
    }
  }

  /** How messages are spelled on the wire around the text that they carry. */
  @FunctionalInterface
  interface Spelling {
    /** What stands before the text, for the n-th message. */
    String start(long number);
  }

  /**
   * Sends for so long, from one client after another, and waits for the last deliveries.
   *
   * @param deliveries how many a message brings
   */
  Heard run(Spelling spelling, int bytes, int perSecond, int seconds, int deliveries)
      throws Exception {
    long messages = (long) perSecond * seconds;
    long expected = messages * deliveries;
    CompletableFuture<Void> sent = new CompletableFuture<>();
    loop.submit(() -> begin(expected)).sync();
    Pace pace = new Pace(spelling, "x".repeat(bytes - TIME_DIGITS), perSecond, messages, sent);
    ScheduledFuture<?> beat = loop.scheduleAtFixedRate(pace, 0, 1, TimeUnit.MILLISECONDS);
    sent.get(seconds * 4L + 10, TimeUnit.SECONDS);
    beat.cancel(false);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (loop.submit(() -> heard).get() < expected && System.nanoTime() < deadline) {
      Thread.sleep(10);
    }
    return loop.submit(() -> end(expected)).get();
  }

  private void begin(long expected) {
    nanos = new long[(int) Math.min(expected, MAX_SAMPLES)];
    heard = 0;
    runStart = System.nanoTime();
  }

  private Heard end(long expected) {
    long[] sorted = Arrays.copyOf(nanos, Math.min(heard, nanos.length));
    Arrays.sort(sorted);
    return new Heard(expected, heard, sorted);
  }

  /** Sends what is due, late if it must, but counted from when it was due. */
  private final class Pace implements Runnable {
    private final Spelling spelling;
    private final String filling;
    private final long perSecond;
    private final long messages;
    private final CompletableFuture<Void> sent;
    private final long start = System.nanoTime();
    private long next;

    Pace(
        Spelling spelling,
        String filling,
        long perSecond,
        long messages,
        CompletableFuture<Void> sent) {
      this.spelling = spelling;
      this.filling = filling;
      this.perSecond = perSecond;
      this.messages = messages;
      this.sent = sent;
    }

    @Override
    public void run() {
      long now = System.nanoTime();
      while (next < messages) {
        long due = start + next * TimeUnit.SECONDS.toNanos(1) / perSecond;
        if (due > now) {
          return;
        }
        String time = Long.toString(due);
        String text =
            spelling.start(next) + "0".repeat(TIME_DIGITS - time.length()) + time + filling + "\"]";
        Channel channel = ready.get((int) (next % size));
        channel.writeAndFlush(new TextWebSocketFrame(text), channel.voidPromise());
        next++;
      }
      sent.complete(null);
    }
  }

  /** One connection. */
  private final class Client extends SimpleChannelInboundHandler<TextWebSocketFrame> {
    private final int number;
    private boolean isReady;

    Client(int number) {
      this.number = number;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
      ByteBuf content = frame.content();
      switch (content.getByte(content.readerIndex())) {
        case '0' -> send(context, "40");
        case '2' -> send(context, "3");
        case '4' -> message(context, content);
        default -> context.close();
      }
    }

    private void message(ChannelHandlerContext context, ByteBuf content) {
      byte type = content.getByte(content.readerIndex() + 1);
      if (type == '0' && !rooms.isEmpty()) {
        send(context, "420[\"join\",\"" + rooms.get(number % rooms.size()) + "\"]");
      } else if (!isReady) {
        isReady = true;
        isReady(context.channel());
      } else {
        note(content, type == '2' ? 3 : 1);
      }
    }

    private void send(ChannelHandlerContext context, String text) {
      context.writeAndFlush(new TextWebSocketFrame(text));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      allReady.completeExceptionally(cause);
      context.close();
    }
  }

  /** Takes the time out of a text, which begins after so many quotes. */
  private void note(ByteBuf content, int quotes) {
    int at = content.readerIndex();
    for (int i = 0; i < quotes; i++) {
      at = ByteBufUtil.indexOf(content, at, content.writerIndex(), (byte) '"') + 1;
    }
    long due = 0;
    for (int i = 0; i < TIME_DIGITS; i++) {
      due = due * 10 + content.getByte(at + i) - '0';
    }
    if (due < runStart) {
      return; // Of an earlier run.
    }
    if (heard < nanos.length) {
      nanos[heard] = System.nanoTime() - due;
    }
    heard++;
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
