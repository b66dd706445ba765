package dev.natter.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObjectEncoder;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.handler.ssl.SslHandler;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Turns an HTTP request into a raw WebSocket, if its page may have one.
 *
 * <p>Thread: io.
 */
public final class WebSocketUpgrade {

  private static final List<Class<? extends ChannelHandler>> KEPT =
      List.of(
          SslHandler.class,
          WebSocketFrameDecoder.class,
          WebSocketFrameEncoder.class,
          // Netty removes the encoder itself, once the response is on its way.
          HttpObjectEncoder.class,
          HttpServerCodec.class,
          WebSocketLink.class);

  private final OriginRule origins;
  private final WebSocketLimits limits;
  private final BiFunction<Integer, String, HttpAnswer> refusal;
  private final WebSocketLinks links;

  /**
   * An upgrade.
   *
   * @param refusal spells a refusal from a status and a sentence
   */
  public WebSocketUpgrade(
      OriginRule origins, WebSocketLimits limits, BiFunction<Integer, String, HttpAnswer> refusal) {
    this.origins = origins;
    this.limits = limits;
    this.refusal = refusal;
    this.links = new WebSocketLinks(limits);
  }

  /**
   * Makes the request a WebSocket, or answers why not.
   *
   * @param opened given the new connection, before anything is read from it
   */
  public void upgrade(HttpExchange exchange, Function<WebSocketLink, WebSocketListener> opened) {
    if (!asksForWebSocket(exchange)) {
      exchange.answer(
          refusal
              .apply(426, "Only a WebSocket (version 13) is spoken here.")
              .with("Upgrade", "websocket")
              .with("Sec-WebSocket-Version", "13"));
      return;
    }
    String origin = exchange.header(HttpHeaderNames.ORIGIN);
    if (!origins.allows(origin, exchange.header(HttpHeaderNames.HOST), exchange.client())) {
      exchange.answer(
          refusal.apply(403, "Pages of this origin may not connect; see --cors-origin."));
      return;
    }
    shakeHands(exchange, opened);
  }

  /** How many raw WebSockets are open. */
  public int connections() {
    return links.size();
  }

  /** Closes every raw WebSocket with a reason; done when all are closed. */
  public CompletableFuture<Void> close(int code, String reason) {
    return links.close(code, reason);
  }

  private void shakeHands(
      HttpExchange exchange, Function<WebSocketLink, WebSocketListener> opened) {
    WebSocketDecoderConfig config =
        WebSocketDecoderConfig.newBuilder()
            .maxFramePayloadLength(limits.maxFrameBytes())
            .allowExtensions(false)
            .closeOnProtocolViolation(true)
            .build();
    WebSocketServerHandshaker handshaker =
        new WebSocketServerHandshakerFactory("ws://localhost" + exchange.path(), null, config)
            .newHandshaker(exchange.request());
    Channel channel = exchange.channel();
    WebSocketLink link = new WebSocketLink(channel, limits, links);
    channel.pipeline().addLast(link);
    // Of a handshake that fails, the connection's end tells.
    var unused = handshaker.handshake(channel, exchange.request());
    removeHttp(channel.pipeline());
    links.add(link);
    link.listen(opened.apply(link));
  }

  private static void removeHttp(ChannelPipeline pipeline) {
    for (Map.Entry<String, ChannelHandler> entry : pipeline.toMap().entrySet()) {
      if (KEPT.stream().noneMatch(kind -> kind.isInstance(entry.getValue()))
          && pipeline.get(entry.getKey()) != null) {
        pipeline.remove(entry.getKey());
      }
    }
  }

  private static boolean asksForWebSocket(HttpExchange exchange) {
    return exchange
            .request()
            .headers()
            .containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
        && exchange
            .request()
            .headers()
            .containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
        && exchange.header(HttpHeaderNames.SEC_WEBSOCKET_VERSION).equals("13")
        && !exchange.header(HttpHeaderNames.SEC_WEBSOCKET_KEY).isEmpty();
  }
}
