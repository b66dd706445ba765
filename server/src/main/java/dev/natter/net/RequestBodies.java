package dev.natter.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Collects the body of a request to one of our own routes, up to the limit of that route, and
 * passes the whole request on. One that says that it is larger is refused before it is sent. Other
 * requests go by untouched.
 *
 * <p>Thread: io; one a connection, gone when that becomes a WebSocket.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures.
final class RequestBodies extends ChannelInboundHandlerAdapter {

  private static final int MAX_PARTS = 1024;
  private static final int LINGER_SECONDS = 2;

  private final HttpFront front;
  private final BodyBudget budget;
  private @Nullable Collecting collecting;
  private boolean discarding;

  RequestBodies(HttpFront front, BodyBudget budget) {
    this.front = front;
    this.budget = budget;
  }

  private record Collecting(
      HttpRequest head, HttpRoute route, long reserved, CompositeByteBuf body) {
    boolean hasRoomFor(ByteBuf more) {
      return body.readableBytes() + more.readableBytes() <= reserved;
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpRequest head && !(message instanceof FullHttpRequest)) {
      begin(ctx, head);
    } else if (message instanceof HttpContent content && (discarding || collecting != null)) {
      try {
        append(ctx, content);
      } finally {
        content.release();
      }
    } else {
      ctx.fireChannelRead(message);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    drop();
    ctx.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    drop();
  }

  private void begin(ChannelHandlerContext ctx, HttpRequest head) {
    if (head.headers().contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
      ctx.fireChannelRead(head);
      ctx.pipeline().remove(this);
      return;
    }
    boolean hasBody = HttpUtil.isTransferEncodingChunked(head) || length(head) > 0;
    Optional<HttpRoute> route =
        hasBody && head.decoderResult().isSuccess() ? front.routeOf(head) : Optional.empty();
    if (route.isEmpty()) {
      ctx.fireChannelRead(head);
      return;
    }
    long length = length(head);
    int limit = route.get().maxBodyBytes();
    long reserved = length >= 0 ? length : limit;
    if (length > limit) {
      refuse(ctx, head, front.tooLarge(route.get()));
    } else if (!budget.take(reserved)) {
      refuse(ctx, head, front.full());
    } else {
      collecting =
          new Collecting(head, route.get(), reserved, ctx.alloc().compositeBuffer(MAX_PARTS));
      if (HttpUtil.is100ContinueExpected(head)) {
        HttpUtil.set100ContinueExpected(head, false);
        ctx.writeAndFlush(
            new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE),
            ctx.voidPromise());
      }
    }
  }

  private void append(ChannelHandlerContext ctx, HttpContent content) {
    Collecting open = collecting;
    if (open == null) {
      if (content instanceof LastHttpContent) {
        ctx.close(ctx.voidPromise());
      }
    } else if (!content.decoderResult().isSuccess()) {
      drop();
      ctx.close(ctx.voidPromise());
    } else if (!open.hasRoomFor(content.content())) {
      refuse(ctx, open.head(), front.tooLarge(open.route()));
    } else {
      open.body().addComponent(true, content.content().retain());
      if (content instanceof LastHttpContent) {
        collecting = null;
        ctx.fireChannelRead(
            new CollectedRequest(open.head(), open.body(), budget, open.reserved()));
      }
    }
  }

  /** Answers, reads what else comes for a moment so that the answer arrives, and closes. */
  private void refuse(ChannelHandlerContext ctx, HttpRequest head, HttpAnswer answer) {
    drop();
    discarding = true;
    HttpAnswer told =
        front.crossOrigin().on(answer, head.headers().get(HttpHeaderNames.ORIGIN, ""));
    var response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(told.status()),
            Unpooled.wrappedBuffer(told.body()));
    told.headers().forEach(response.headers()::set);
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, told.contentType());
    response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, told.body().length);
    response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    ctx.writeAndFlush(response, ctx.voidPromise());
    ctx.executor().schedule(() -> ctx.channel().close(), LINGER_SECONDS, TimeUnit.SECONDS);
  }

  private void drop() {
    Collecting open = collecting;
    collecting = null;
    if (open != null) {
      open.body().release();
      budget.giveBack(open.reserved());
    }
  }

  private static long length(HttpRequest head) {
    try {
      return HttpUtil.getContentLength(head, -1L);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }
}
