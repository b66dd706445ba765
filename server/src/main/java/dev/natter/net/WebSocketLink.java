package dev.natter.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One raw WebSocket connection: puts fragments together, answers control frames, holds the limits,
 * and is the only way to write to it or close it.
 *
 * <p>Thread: io, but for {@link #eventLoop}, {@link #send} and {@link #close}, which may be called
 * by any.
 */
// A write that fails closes the connection, which channelInactive tells.
@SuppressWarnings("FutureReturnValueIgnored")
public final class WebSocketLink extends ChannelInboundHandlerAdapter {

  private final Channel channel;
  private final WebSocketLimits limits;
  private final WebSocketLinks links;
  private WebSocketListener listener = WebSocketListener.NONE;
  private @Nullable TextFragments fragments;
  private int fragmentCount;
  private boolean inMessage;
  private long secondOfControl;
  private int controlFrames;
  private long lastReadNanos = System.nanoTime();
  private boolean pinged;
  private boolean closing;

  /** Frames that came with the request, before the answer: HTTP's decoder leaves them behind. */
  private ByteBuf early = Unpooled.EMPTY_BUFFER;

  WebSocketLink(Channel channel, WebSocketLimits limits, WebSocketLinks links) {
    this.channel = channel;
    this.limits = limits;
    this.links = links;
  }

  /** A text frame with its header on it, to be shared by any number of connections. */
  public static ByteBuf frame(String text) {
    int length = ByteBufUtil.utf8Bytes(text);
    ByteBuf frame = Unpooled.directBuffer(length + 10);
    frame.writeByte(0x81);
    if (length < 126) {
      frame.writeByte(length);
    } else if (length < 1 << 16) {
      frame.writeByte(126).writeShort(length);
    } else {
      frame.writeByte(127).writeLong(length);
    }
    frame.writeCharSequence(text, UTF_8);
    return frame;
  }

  /** The loop that the connection is confined to. */
  public EventLoop eventLoop() {
    return channel.eventLoop();
  }

  /** Sends a text of this connection's own. */
  public void send(String text) {
    if (!eventLoop().inEventLoop()) {
      eventLoop().execute(() -> send(text));
      return;
    }
    write(frame(text));
    flush();
  }

  /**
   * Writes a frame without flushing, and takes it over. A reader too slow for it is disconnected.
   */
  public void write(ByteBuf frame) {
    if (closing || !channel.isActive()) {
      frame.release();
      return;
    }
    channel.write(frame, channel.voidPromise());
    if (backlog() > limits.maxOutboundBytes()) {
      flush();
      if (backlog() > limits.maxOutboundBytes()) {
        close(WebSocketCloseStatus.POLICY_VIOLATION.code(), "Too slow: read faster.");
      }
    }
  }

  /** Sends what was written. */
  public void flush() {
    channel.flush();
  }

  /** Tells the peer why, waits a little for its answer, and closes. */
  public void close(int code, String reason) {
    if (!eventLoop().inEventLoop()) {
      eventLoop().execute(() -> close(code, reason));
      return;
    }
    if (closing) {
      return;
    }
    closing = true;
    channel.writeAndFlush(new CloseWebSocketFrame(code, reason), channel.voidPromise());
    eventLoop()
        .schedule(() -> channel.close(), limits.closeTimeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ByteBuf bytes) {
      early = Unpooled.wrappedBuffer(early, bytes);
      return;
    }
    try {
      if (message instanceof WebSocketFrame frame) {
        lastReadNanos = System.nanoTime();
        pinged = false;
        read(frame);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    closing = true;
    links.remove(this);
    listener.gone().run();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    // Broken frames were answered by the decoder's own close frame; the rest is a lost connection.
    closing = true;
    ctx.executor().schedule(() -> ctx.close(), 100, TimeUnit.MILLISECONDS);
  }

  /** Begins to listen, first of all to what came before there was a listener. */
  void listen(WebSocketListener newListener) {
    listener = newListener;
    WebSocketFrameDecoder decoder = channel.pipeline().get(WebSocketFrameDecoder.class);
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

  /** Pings a silent peer, and closes the connection of one that stays silent. */
  void checkAlive(long nowNanos) {
    long silent = nowNanos - lastReadNanos;
    if (silent > limits.pingInterval().plus(limits.pingTimeout()).toNanos()) {
      channel.close();
    } else if (silent > limits.pingInterval().toNanos() && !pinged && !closing) {
      pinged = true;
      channel.writeAndFlush(new PingWebSocketFrame(), channel.voidPromise());
    }
  }

  private void read(WebSocketFrame frame) {
    if (frame instanceof CloseWebSocketFrame close) {
      answerClose(close);
    } else if (closing) {
      return;
    } else if (isCheap(frame) && tooManyControlFrames()) {
      close(WebSocketCloseStatus.POLICY_VIOLATION.code(), "Too many empty or control frames.");
    } else if (frame instanceof PingWebSocketFrame) {
      channel.writeAndFlush(
          new PongWebSocketFrame(frame.content().retain()), channel.voidPromise());
    } else if (frame instanceof TextWebSocketFrame text) {
      begin(text);
    } else if (frame instanceof ContinuationWebSocketFrame && inMessage) {
      append(frame);
    } else if (!(frame instanceof PongWebSocketFrame)) {
      close(WebSocketCloseStatus.INVALID_MESSAGE_TYPE.code(), "Only text is understood here.");
    }
  }

  private void begin(TextWebSocketFrame first) {
    inMessage = true;
    fragments = first.isFinalFragment() ? null : new TextFragments();
    append(first);
  }

  private void append(WebSocketFrame frame) {
    TextFragments before = fragments;
    ByteBuf content = frame.content();
    int bytes = content.readableBytes() + (before == null ? 0 : before.bytes());
    if (bytes > limits.maxFrameBytes()) {
      close(WebSocketCloseStatus.MESSAGE_TOO_BIG.code(), "The message is too large.");
    } else if (++fragmentCount > limits.maxFragments()) {
      close(WebSocketCloseStatus.POLICY_VIOLATION.code(), "The message has too many fragments.");
    } else {
      try {
        read(content.nioBuffer(), before, frame.isFinalFragment());
      } catch (CharacterCodingException e) {
        close(WebSocketCloseStatus.INVALID_PAYLOAD_DATA.code(), "The text is not UTF-8.");
      }
    }
  }

  private void read(ByteBuffer bytes, @Nullable TextFragments before, boolean last)
      throws CharacterCodingException {
    String text = "";
    if (before == null) {
      text = UTF_8.newDecoder().decode(bytes).toString();
    } else {
      before.append(bytes, last);
      text = last ? before.text() : text;
    }
    if (last) {
      inMessage = false;
      fragmentCount = 0;
      fragments = null;
      listener.text().accept(text);
    }
  }

  private void answerClose(CloseWebSocketFrame close) {
    if (closing) {
      channel.close();
      return;
    }
    closing = true;
    channel.writeAndFlush(close.retainedDuplicate()).addListener(ChannelFutureListener.CLOSE);
  }

  private static boolean isCheap(WebSocketFrame frame) {
    return frame instanceof PingWebSocketFrame
        || frame instanceof PongWebSocketFrame
        || !frame.content().isReadable();
  }

  private boolean tooManyControlFrames() {
    long second = TimeUnit.NANOSECONDS.toSeconds(lastReadNanos);
    if (second != secondOfControl) {
      secondOfControl = second;
      controlFrames = 0;
    }
    return ++controlFrames > limits.maxControlFrames();
  }

  private long backlog() {
    var buffer = channel.unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }
}
