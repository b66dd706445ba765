package dev.natter.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose request does not come in time: headers within 10 seconds of the
 * connection's beginning or 60 of the last request's, a body within 30.
 *
 * <p>Thread: io; one a connection, gone after an upgrade.
 */
final class RequestDeadline extends ChannelInboundHandlerAdapter {

  private static final Duration HEADERS = Duration.ofSeconds(10);
  private static final Duration BODY = Duration.ofSeconds(30);
  private static final Duration NEXT = Duration.ofSeconds(60);

  private @Nullable ScheduledFuture<?> deadline;

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    within(ctx, HEADERS);
    ctx.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof LastHttpContent) {
      within(ctx, NEXT);
    } else if (message instanceof HttpRequest) {
      within(ctx, BODY);
    } else if (!(message instanceof HttpContent)) {
      cancel();
    }
    ctx.fireChannelRead(message);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    cancel();
    ctx.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    cancel();
  }

  private void within(ChannelHandlerContext ctx, Duration duration) {
    cancel();
    deadline = ctx.executor().schedule(closing(ctx), duration.toMillis(), TimeUnit.MILLISECONDS);
  }

  @SuppressWarnings("FutureReturnValueIgnored")
  private static Runnable closing(ChannelHandlerContext ctx) {
    return () -> ctx.close();
  }

  private void cancel() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }
}
