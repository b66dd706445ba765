package dev.natter.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;

/**
 * One HTTP request that is to be answered once. Upstream closes the TCP connection behind every
 * answer; here it is kept alive as the client asked.
 *
 * <p>Thread: any; the answer is written on the channel's own event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures.
final class Exchange {

  private final ChannelHandlerContext ctx;
  private final HttpHeaders extraHeaders;
  private final HttpVersion version;
  private final boolean keepAlive;
  private final String jsonp;
  private volatile boolean answered;

  /**
   * @param extraHeaders that every answer carries
   * @param jsonp the number of the callback that the answer calls; empty for a plain answer
   */
  Exchange(ChannelHandlerContext ctx, HttpRequest request, HttpHeaders extraHeaders, String jsonp) {
    this.ctx = ctx;
    this.extraHeaders = extraHeaders;
    this.version = request.protocolVersion();
    this.keepAlive = HttpUtil.isKeepAlive(request);
    this.jsonp = jsonp;
  }

  /** The number of the JSONP callback; empty for none. */
  String jsonp() {
    return jsonp;
  }

  /** Sets a cookie with the answer. */
  void cookie(String value) {
    extraHeaders.add(HttpHeaderNames.SET_COOKIE, value);
  }

  boolean isAnswered() {
    return answered;
  }

  void refuse(EngineError error) {
    answer(error.status(), "application/json", text(error.body()));
  }

  /**
   * Refuses a request for a WebSocket, as Node does: with a bare sentence and a closed connection.
   */
  void refuseUpgrade(EngineError error) {
    answer(error.status(), "text/html", text(error.sentence()), true);
  }

  void answer(HttpResponseStatus status, String contentType, String body) {
    answer(status, contentType, text(body));
  }

  /** Answers; takes over the body. */
  void answer(HttpResponseStatus status, String contentType, ByteBuf body) {
    answer(status, contentType, body, false);
  }

  private void answer(
      HttpResponseStatus status, String contentType, ByteBuf body, boolean thenClose) {
    if (answered) {
      body.release();
      return;
    }
    answered = true;
    FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
    HttpHeaders headers = response.headers();
    headers.add(extraHeaders);
    if (!contentType.isEmpty()) {
      headers.set(HttpHeaderNames.CONTENT_TYPE, contentType);
      headers.set(HttpHeaderNames.CACHE_CONTROL, "no-store");
    }
    headers.setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    boolean stays = keepAlive && !thenClose;
    HttpUtil.setKeepAlive(headers, version, stays);
    if (stays) {
      ctx.writeAndFlush(response, ctx.voidPromise());
    } else {
      ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
  }

  private static ByteBuf text(String body) {
    return Unpooled.copiedBuffer(body, StandardCharsets.UTF_8);
  }
}
