package dev.natter.net;

import io.netty.channel.nio.NioEventLoopGroup;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The raw WebSocket door alone, sending every text back, for suites of WebSocket tests: {@code
 * RawEchoServer PORT}. Prints {@code ready PORT} and ends with its input.
 */
public final class RawEchoServer implements AutoCloseable {

  private static final int LARGE = 64 << 20;

  private final NioEventLoopGroup loops = new NioEventLoopGroup(1);
  private final WebSocketUpgrade upgrade;
  private final PlainListener listener;

  private RawEchoServer(int port, WebSocketLimits limits) throws IOException {
    upgrade =
        new WebSocketUpgrade(
            new OriginRule(List.of()),
            limits,
            (status, sentence) -> HttpAnswer.text(status, "text/plain", sentence));
    HttpRoute echo =
        HttpRoute.get(
            "/*",
            exchange ->
                upgrade.upgrade(exchange, link -> new WebSocketListener(link::send, () -> {})));
    HttpFront front =
        new HttpFront(
            List.of(echo),
            Optional.empty(),
            (status, sentence) -> HttpAnswer.text(status, "text/plain", sentence),
            fault -> {
              throw new AssertionError(fault);
            });
    ConnectionLimits connections = new ConnectionLimits(1000, 1000, TrustedProxies.NONE);
    listener = PlainListener.open("127.0.0.1", port, loops, connections::guard, front);
  }

  /** A server with limits of its own on any port. */
  public static RawEchoServer start(WebSocketLimits limits) throws IOException {
    return new RawEchoServer(0, limits);
  }

  public int port() {
    return listener.port();
  }

  @Override
  public void close() {
    listener.close();
    upgrade.close(1001, "stopping").orTimeout(3, TimeUnit.SECONDS).exceptionally(e -> null).join();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  public static void main(String[] args) throws IOException {
    WebSocketLimits generous =
        new WebSocketLimits(
            LARGE,
            LARGE,
            LARGE,
            LARGE,
            Duration.ofSeconds(25),
            Duration.ofSeconds(20),
            Duration.ofSeconds(2));
    RawEchoServer server = new RawEchoServer(Integer.parseInt(args[0]), generous);
    System.out.println("ready " + server.port());
    while (System.in.read() >= 0) {
      // Until whoever started it has gone.
    }
    System.exit(0);
  }
}
