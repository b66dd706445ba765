package dev.natter.engine;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells a connection when a POST of its client begins to arrive, so that two at a time, or one that
 * is broken off, end the connection: order would be lost. Upstream sees whole requests only.
 *
 * <p>Thread: the channel's event loop.
 */
final class PostWatch extends ChannelInboundHandlerAdapter {

  private static final int MAX_PARAMETERS = 64;

  private final Engine engine;
  private @Nullable Connection connection;

  PostWatch(Engine engine) {
    this.engine = engine;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpRequest request && request.method().equals(HttpMethod.POST)) {
      begin(request);
    }
    boolean last = message instanceof LastHttpContent;
    ctx.fireChannelRead(message);
    if (last) {
      end(true);
    }
  }

  private void begin(HttpRequest request) {
    if (!request.uri().startsWith(engine.options().path())) {
      return;
    }
    Connection found;
    try {
      List<String> sid =
          new QueryStringDecoder(request.uri(), StandardCharsets.UTF_8, true, MAX_PARAMETERS)
              .parameters()
              .getOrDefault("sid", List.of());
      found = sid.isEmpty() ? null : engine.connection(sid.get(0));
    } catch (IllegalArgumentException e) {
      // The request's handler refuses it.
      return;
    }
    if (found != null) {
      connection = found;
      found.home().run(() -> found.postBegins(this));
    }
  }

  private void end(boolean whole) {
    Connection known = connection;
    connection = null;
    if (known != null) {
      known.home().run(() -> known.postEnds(this, whole));
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    end(false);
    ctx.fireChannelInactive();
  }
}
