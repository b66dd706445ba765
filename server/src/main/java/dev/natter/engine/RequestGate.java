package dev.natter.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Lets one request of a TCP connection through at a time, the next when that is answered, and
 * closes connections that are slow to send a request or pile up too many. Upstream serves pipelined
 * requests at once and in any order, and waits for ever for the rest of one.
 *
 * <p>Behind a request for a WebSocket nothing is HTTP any more: what comes before the answer is
 * kept, and given to the decoder of frames once there is one, as in Node. Upstream reads it as HTTP
 * and loses it.
 *
 * <p>Thread: the channel's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures.
final class RequestGate extends ChannelDuplexHandler implements Swept {

  private static final int MAX_HELD = 64;

  private enum State {
    WAITING,
    RECEIVING,
    ANSWERING,
    UPGRADED
  }

  private final EngineLoop home;
  private final EngineOptions options;
  private @Nullable ChannelHandlerContext place;
  private final Queue<Object> held = new ArrayDeque<>(0);
  private State state = State.WAITING;
  private long deadline;
  private boolean asksToSwitch;
  private ByteBuf early = Unpooled.EMPTY_BUFFER;

  RequestGate(EngineLoop home, EngineOptions options) {
    this.home = home;
    this.options = options;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    place = ctx;
    deadline = System.nanoTime() + options.headerTimeout().toNanos();
    home.watch(this);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    leave();
    Channel channel = ctx.channel();
    if (asksToSwitch && channel.isActive()) {
      // Later, when whoever takes the place of HTTP is there as a whole.
      channel.eventLoop().execute(() -> handOver(channel));
    } else {
      early.release();
    }
  }

  private void handOver(Channel channel) {
    WebSocketFrameDecoder decoder = channel.pipeline().get(WebSocketFrameDecoder.class);
    channel.config().setAutoRead(true);
    if (decoder == null) {
      early.release();
      return;
    }
    try {
      decoder.channelRead(channel.pipeline().context(decoder), early);
    } catch (Exception e) {
      channel.pipeline().fireExceptionCaught(e);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    leave();
    ctx.fireChannelInactive();
  }

  /** Stops watching the connection, as it leaves this loop or HTTP. */
  void leave() {
    home.forget(this);
    held.forEach(ReferenceCountUtil::release);
    held.clear();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ByteBuf bytes) {
      early = Unpooled.wrappedBuffer(early, bytes);
      return;
    }
    if (message instanceof HttpRequest request) {
      asksToSwitch = Requests.upgrades(request);
    }
    if (asksToSwitch && message instanceof LastHttpContent) {
      ctx.channel().config().setAutoRead(false);
      ctx.pipeline().get(HttpServerCodec.class).removeInboundHandler();
    }
    if (!(message instanceof HttpObject) || state == State.UPGRADED) {
      ctx.fireChannelRead(message);
    } else if (state == State.ANSWERING || !held.isEmpty()) {
      if (held.size() >= MAX_HELD) {
        ReferenceCountUtil.release(message);
        ctx.close();
      } else {
        held.add(message);
      }
    } else {
      forward(ctx, message);
    }
  }

  private void forward(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpRequest) {
      state = State.RECEIVING;
      deadline = System.nanoTime() + options.bodyTimeout().toNanos();
    }
    if (message instanceof LastHttpContent && state == State.RECEIVING) {
      state = State.ANSWERING;
    }
    ctx.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    boolean isTheLast = asksToSwitch && held.isEmpty();
    ChannelPromise told = isTheLast ? promise.unvoid() : promise;
    ctx.write(message, told);
    if (message instanceof HttpResponse response) {
      if (response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
        state = State.UPGRADED;
        leave();
        return;
      }
      if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
        return;
      }
    }
    if (message instanceof LastHttpContent && state != State.UPGRADED) {
      state = State.WAITING;
      deadline = System.nanoTime() + options.idleTimeout().toNanos();
      if (!held.isEmpty()) {
        ctx.executor().execute(() -> next(ctx));
      } else if (isTheLast) {
        told.addListener(ChannelFutureListener.CLOSE);
      }
    }
  }

  private void next(ChannelHandlerContext ctx) {
    while (state != State.ANSWERING && !held.isEmpty()) {
      Object message = held.remove();
      forward(ctx, message);
    }
  }

  @Override
  public Runnable due(long now) {
    boolean waits = state == State.WAITING || state == State.RECEIVING;
    return waits && now - deadline >= 0 ? this::expire : NOTHING;
  }

  private void expire() {
    ChannelHandlerContext ctx = place;
    if (ctx != null) {
      ctx.close();
    }
  }
}
