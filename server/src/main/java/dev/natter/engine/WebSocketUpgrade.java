package dev.natter.engine;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.netty.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Turns HTTP connections into WebSockets: as a connection's first transport, or as the candidate to
 * take over from polling. A candidate moves to its connection's event loop first, so that a
 * connection never spans two. Upstream leaves its session behind when the handshake fails, and
 * takes a second WebSocket for one session. See "Upgrade" of the Engine.IO protocol; shown by
 * {@code EngineUpgradeIT}.
 *
 * <p>Thread: the channel's event loop.
 */
final class WebSocketUpgrade {

  private static final String FRAMES = "engineFrames";
  private static final String VERSION = "13";

  private final Engine engine;
  private final WebSocketDecoderConfig decoding;

  WebSocketUpgrade(Engine engine) {
    this.engine = engine;
    this.decoding =
        WebSocketDecoderConfig.newBuilder()
            .maxFramePayloadLength(engine.options().maxHttpBufferSize())
            .allowExtensions(engine.options().perMessageDeflate())
            .build();
  }

  /** Begins a connection with a WebSocket; takes over the request. */
  void begin(
      ChannelHandlerContext ctx,
      FullHttpRequest request,
      Exchange exchange,
      Connection connection,
      MessageSink sink) {
    shake(
        ctx,
        request,
        exchange,
        done -> {
          if (done.isSuccess() && ctx.channel().isActive()) {
            engine.register(connection);
            connection.open(sink, speak(ctx.channel(), connection));
          }
        });
  }

  /** Offers a WebSocket to a polling connection; takes over the request. */
  void candidate(
      ChannelHandlerContext ctx,
      FullHttpRequest request,
      Exchange exchange,
      Connection connection) {
    Channel channel = ctx.channel();
    if (connection.home().executor() == channel.eventLoop()) {
      admit(ctx, request, exchange, connection);
      return;
    }
    channel.pipeline().get(RequestGate.class).leave();
    channel
        .deregister()
        .addListener(
            left ->
                connection
                    .home()
                    .executor()
                    .register(channel)
                    .addListener(moved -> arrive(ctx, request, exchange, connection, moved)));
  }

  private void arrive(
      ChannelHandlerContext ctx,
      FullHttpRequest request,
      Exchange exchange,
      Connection connection,
      Future<?> moved) {
    if (!moved.isSuccess()) {
      request.release();
      ctx.channel().unsafe().closeForcibly();
    } else {
      connection.home().run(() -> admit(ctx, request, exchange, connection));
    }
  }

  private void admit(
      ChannelHandlerContext ctx,
      FullHttpRequest request,
      Exchange exchange,
      Connection connection) {
    shake(
        ctx,
        request,
        exchange,
        done -> {
          if (!done.isSuccess() || !ctx.channel().isActive()) {
            return;
          }
          if (connection.mayUpgrade()) {
            connection.candidate(speak(ctx.channel(), connection));
          } else {
            // Node opens the socket and closes it at once: a client then stays with what it has.
            ctx.channel()
                .writeAndFlush(new CloseWebSocketFrame())
                .addListener(ChannelFutureListener.CLOSE);
          }
        });
  }

  private void shake(
      ChannelHandlerContext ctx,
      FullHttpRequest request,
      Exchange exchange,
      Consumer<Future<? super Void>> then) {
    try {
      if (!VERSION.equals(request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
        exchange.refuseUpgrade(EngineError.BAD_REQUEST);
        return;
      }
      new WebSocketServerHandshaker13("", null, decoding)
          .handshake(ctx.channel(), request)
          .addListener(then::accept);
    } catch (WebSocketHandshakeException e) {
      exchange.refuseUpgrade(EngineError.BAD_REQUEST);
    } finally {
      request.release();
    }
  }

  /** Leaves nothing of HTTP in the pipeline, whoever put it there. */
  private WebSocketFrames speak(Channel channel, Connection connection) {
    WebSocketFrames frames = new WebSocketFrames(connection, engine.options());
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.addBefore(EnginePipeline.GATE, FRAMES, frames);
    while (pipeline.last() != frames) {
      pipeline.removeLast();
    }
    return frames;
  }
}
