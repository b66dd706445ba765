package dev.natter.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * Posts over HTTP to an address that was looked at before: the connection goes there, whatever the
 * name may mean by now, and the name stays what is asked for and what the certificate must be of.
 * The JDK's client looks a name up itself. No redirect is followed; each post has a connection of
 * its own.
 *
 * <p>Thread: any that may block, for at most both time limits.
 */
final class PinnedClient implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final int MAX_ANSWER_BYTES = 64 * 1024;
  private static final String SECURE = "https";

  private final EventLoopGroup loop =
      new NioEventLoopGroup(1, new DefaultThreadFactory("natter-webhook-io", true));

  private final Supplier<SslContext> tls;

  /**
   * A client.
   *
   * @param tls whom it trusts
   */
  PinnedClient(Supplier<SslContext> tls) {
    this.tls = tls;
  }

  /**
   * What came back.
   *
   * @param body cut at a limit
   */
  record Reply(int status, String body) {}

  /** Posts, and waits for the answer. */
  Reply post(InetAddress address, URI uri, Map<String, String> headers, String body)
      throws IOException, InterruptedException {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    ChannelFuture connecting =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) CONNECT.toMillis())
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    if (isSecure(uri)) {
                      channel.pipeline().addLast(tls(channel, uri));
                    }
                    channel
                        .pipeline()
                        .addLast(new HttpClientCodec(), new ReplyReader(reply, MAX_ANSWER_BYTES));
                  }
                })
            .connect(new InetSocketAddress(address, port(uri)));
    connecting.addListener(
        (ChannelFuture connected) -> {
          if (connected.isSuccess()) {
            connected
                .channel()
                .writeAndFlush(request(uri, headers, body))
                .addListener(orElse(reply));
          } else {
            reply.completeExceptionally(connected.cause());
          }
        });
    try {
      return reply.get(CONNECT.plus(ANSWER).toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (TimeoutException e) {
      throw new IOException(e);
    } finally {
      var unused = connecting.channel().close();
    }
  }

  /** Ends the wait for an answer to what could not be sent. */
  private static ChannelFutureListener orElse(CompletableFuture<Reply> reply) {
    return written -> {
      if (!written.isSuccess()) {
        reply.completeExceptionally(written.cause());
      }
    };
  }

  private SslHandler tls(Channel channel, URI uri) {
    SSLEngine engine = tls.get().newEngine(channel.alloc(), name(uri), port(uri));
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    engine.setSSLParameters(parameters);
    SslHandler handler = new SslHandler(engine);
    handler.setHandshakeTimeoutMillis(CONNECT.toMillis());
    return handler;
  }

  private static FullHttpRequest request(URI uri, Map<String, String> headers, String body) {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    byte[] bytes = body.getBytes(UTF_8);
    FullHttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.POST, path + query, Unpooled.wrappedBuffer(bytes));
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    headers.forEach(request.headers()::set);
    request
        .headers()
        .set(HttpHeaderNames.HOST, uri.getHost() + port)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
        .set(HttpHeaderNames.CONTENT_LENGTH, bytes.length);
    return request;
  }

  private static boolean isSecure(URI uri) {
    return SECURE.equalsIgnoreCase(uri.getScheme());
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return isSecure(uri) ? 443 : 80;
  }

  /** The host as a name, or as an address without brackets. */
  static String name(URI uri) {
    String host = uri.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  @Override
  public void close() {
    var unused = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
