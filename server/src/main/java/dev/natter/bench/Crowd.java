package dev.natter.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketClientExtensionHandler;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionDecoder;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionEncoder;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateClientExtensionHandshaker;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import javax.net.ssl.SSLException;

/**
 * All clients of a load, spread over its event loops.
 *
 * <p>Thread: the one that measures.
 */
final class Crowd implements AutoCloseable {

  /** So many handshakes at once: more only wait in the server's backlog. */
  private static final int MAX_CONNECTING = 100;

  /** A server may allow fewer connections from one address than a load has clients. */
  private static final int CLIENTS_PER_ADDRESS = 900;

  private static final int ADDRESSES_PER_NET = 250;
  private static final int CONNECT_SECONDS = 30;
  private static final int MAX_HTTP_BYTES = 65_536;
  private static final int DEFLATE_LEVEL = 6;
  private static final int DEFLATE_WINDOW = 15;

  private final BenchPlan plan;
  private final EventLoopGroup group;
  private final List<Crew> crews = new ArrayList<>();
  private final InetSocketAddress server;
  private final Optional<SslContext> encryption;

  /** The clients of one event loop, what they heard, and what reads it for them. */
  record Crew(
      EventLoop loop, Tally tally, Inflation inflation, Repeats repeats, List<Client> clients) {

    static Crew of(EventLoop loop) {
      return new Crew(loop, new Tally(), new Inflation(), new Repeats(), new ArrayList<>());
    }
  }

  Crowd(BenchPlan plan) throws BenchException {
    this.plan = plan;
    this.encryption = plan.isEncrypted() ? Optional.of(encryption()) : Optional.empty();
    this.server = new InetSocketAddress(plan.server().getHost(), plan.port());
    this.group =
        new NioEventLoopGroup(plan.threads(), new DefaultThreadFactory("natter-bench", true));
    for (int i = 0; i < plan.threads(); i++) {
      crews.add(Crew.of(group.next()));
    }
  }

  /** Whoever the server is: what is measured is no secret. */
  private static SslContext encryption() throws BenchException {
    try {
      return SslContextBuilder.forClient()
          .trustManager(InsecureTrustManagerFactory.INSTANCE)
          .build();
    } catch (SSLException e) {
      throw new BenchException("There is no TLS here.", e);
    }
  }

  List<Crew> crews() {
    return crews;
  }

  /**
   * Connects every client and lets it join its room.
   *
   * @param progress told how many are connected, now and then
   * @throws BenchException if one is refused, or does not get there in time
   */
  void connect(IntConsumer progress) throws BenchException, InterruptedException {
    if (server.isUnresolved()) {
      throw new BenchException("There is no host " + plan.server().getHost() + ".");
    }
    Semaphore connecting = new Semaphore(MAX_CONNECTING);
    List<CompletableFuture<Client>> all = new ArrayList<>(plan.clients());
    for (int number = 0; number < plan.clients(); number++) {
      connecting.acquire();
      CompletableFuture<Client> one = open(number);
      var unused = one.whenComplete((client, fault) -> connecting.release());
      all.add(one);
      if (one.isCompletedExceptionally()) {
        break;
      }
      if (number % MAX_CONNECTING == 0) {
        progress.accept(number);
      }
    }
    for (CompletableFuture<Client> one : all) {
      await(one);
    }
  }

  private static void await(CompletableFuture<Client> one)
      throws BenchException, InterruptedException {
    try {
      one.get(CONNECT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      Throwable why = Optional.ofNullable(e.getCause()).orElse(e);
      String sentence = Optional.ofNullable(why.getMessage()).orElse(why.toString());
      throw new BenchException("A client could not connect: " + sentence, e);
    } catch (TimeoutException e) {
      throw new BenchException("A client was not let in within " + CONNECT_SECONDS + " s.", e);
    }
  }

  private CompletableFuture<Client> open(int number) {
    Crew crew = crews.get(number % crews.size());
    CompletableFuture<Client> ready = new CompletableFuture<>();
    Bootstrap bootstrap =
        new Bootstrap()
            .group(crew.loop())
            .channel(NioSocketChannel.class)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    fill(channel, new Upgrade(number, crew, ready));
                  }
                });
    var unused =
        bootstrap
            .connect(server, source(number))
            .addListener(
                connected -> {
                  if (!connected.isSuccess()) {
                    ready.completeExceptionally(connected.cause());
                  }
                });
    return ready;
  }

  private void fill(Channel channel, Upgrade upgrade) {
    ChannelPipeline pipeline = channel.pipeline();
    encryption.ifPresent(tls -> pipeline.addLast(tls.newHandler(channel.alloc())));
    pipeline.addLast(new HttpClientCodec());
    pipeline.addLast(new HttpObjectAggregator(MAX_HTTP_BYTES));
    if (plan.deflate()) {
      pipeline.addLast(new DeflateOffer());
    }
    pipeline.addLast(new WebSocketClientProtocolHandler(handshake()));
    pipeline.addLast(upgrade);
  }

  private WebSocketClientProtocolConfig handshake() {
    URI uri =
        URI.create(
            "%s://%s:%d%s/?EIO=4&transport=websocket"
                .formatted(
                    plan.isEncrypted() ? "wss" : "ws",
                    plan.server().getHost(),
                    plan.port(),
                    plan.path()));
    return WebSocketClientProtocolConfig.newBuilder()
        .webSocketUri(uri)
        .allowExtensions(plan.deflate())
        .build();
  }

  /** Every so many clients of this machine come from another of its loopback addresses. */
  private SocketAddress source(int number) {
    if (!server.getAddress().isLoopbackAddress() || server.getAddress().getAddress().length > 4) {
      return new InetSocketAddress(0);
    }
    int address = number / CLIENTS_PER_ADDRESS;
    return new InetSocketAddress(
        "127.0.%d.%d".formatted(address / ADDRESSES_PER_NET, 1 + address % ADDRESSES_PER_NET), 0);
  }

  /**
   * Asks for messages that are deflated without looking back at earlier ones, so that a broadcast
   * is the same for all who hear it. See RFC 7692, section 7.1.1.1.
   */
  private static final class DeflateOffer extends WebSocketClientExtensionHandler {

    DeflateOffer() {
      super(
          new PerMessageDeflateClientExtensionHandshaker(
              DEFLATE_LEVEL, false, DEFLATE_WINDOW, true, true, Inflation.MAX_BYTES));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
      try {
        super.channelRead(context, message);
      } catch (CodecException e) {
        ReferenceCountUtil.release(message);
        throw new IllegalStateException(
            "the server does not agree to compress each message on its own"
                + " (server_no_context_takeover)",
            e);
      }
    }
  }

  /** Waits for the answer to the upgrade, and then reads frames without Netty's decoders. */
  private final class Upgrade extends ChannelInboundHandlerAdapter {
    private final int number;
    private final Crew crew;
    private final CompletableFuture<Client> ready;

    Upgrade(int number, Crew crew, CompletableFuture<Client> ready) {
      this.number = number;
      this.crew = crew;
      this.ready = ready;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event != ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
        return;
      }
      if (plan.deflate() && context.pipeline().get(WebSocketExtensionDecoder.class) == null) {
        ready.completeExceptionally(new IllegalStateException("the server does not compress"));
        var unused = context.close();
        return;
      }
      Client client = new Client(plan, number, context.channel(), crew.tally());
      crew.clients().add(client);
      var unused =
          client
              .ready()
              .whenComplete(
                  (done, fault) -> {
                    if (fault == null) {
                      ready.complete(done);
                    } else {
                      ready.completeExceptionally(fault);
                    }
                  });
      ChannelPipeline pipeline = context.pipeline();
      pipeline.addLast(new FrameScanner(client, crew));
      if (plan.deflate()) {
        // What clients say stays as it is, which the agreement permits.
        pipeline.remove(WebSocketExtensionEncoder.class);
        pipeline.remove(WebSocketExtensionDecoder.class);
      }
      pipeline.remove(WebSocketFrameDecoder.class);
      pipeline.remove(WebSocketClientProtocolHandler.class);
      pipeline.remove(this);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      ready.completeExceptionally(new IllegalStateException("the server hung up"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      ready.completeExceptionally(cause);
      var unused = context.close();
    }
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    crews.forEach(
        crew -> {
          crew.inflation().close();
          crew.repeats().close();
        });
  }
}
