package dev.natter.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket of a connection: joins fragments within bounds, writes frames that are spelled
 * already, and tells the connection of its end. Upstream splits frames at any 0x1E byte and takes
 * digits and a colon for a length; here a message is one packet. See RFC 6455 and "WebSocket" of
 * the Engine.IO protocol; shown by {@code EngineWebSocketIT}.
 *
 * <p>Thread: the connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures.
final class WebSocketFrames extends ChannelInboundHandlerAdapter {

  private static final int MAX_FRAGMENTS = 1024;
  private static final int MAX_CONTROLS_A_TICK = 100;
  private static final int CLOSE_SECONDS = 5;

  private final Connection connection;
  private final EngineLoop home;
  private final EngineOptions options;
  private @Nullable ChannelHandlerContext ctx;
  private @Nullable ChannelHandlerContext wire;

  /** Where bytes may leave straight; none if they are encrypted or the transport is not Java's. */
  private @Nullable EngineSocket socket;

  /** What leaves straight when this is flushed, if nothing is written before; with a share. */
  private @Nullable ByteBuf ready;

  private @Nullable ByteArrayOutputStream fragments;
  private boolean fragmentsAreText;
  private int fragmentCount;
  private boolean deflates;
  private boolean dirty;
  private boolean closing;
  private long controlTick;
  private int controls;

  WebSocketFrames(Connection connection, EngineOptions options) {
    this.connection = connection;
    this.home = connection.home();
    this.options = options;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ctx = context;
    wire = context.pipeline().context(WebSocketFrameEncoder.class);
    deflates = context.pipeline().get(WebSocketExtensionDecoder.class) != null;
    if (context.channel() instanceof EngineSocket own
        && context.pipeline().get(SslHandler.class) == null) {
      socket = own;
    }
  }

  /**
   * From where bytes that are a frame already go out: they pass nobody who would encode them, which
   * counts once for each socket that hears a broadcast.
   */
  private ChannelHandlerContext wire() {
    ChannelHandlerContext known = wire;
    return known == null ? context() : known;
  }

  private ChannelHandlerContext context() {
    ChannelHandlerContext known = ctx;
    if (known == null) {
      throw new IllegalStateException("Not in a pipeline.");
    }
    return known;
  }

  /** From where anything else goes out, behind all that was written before. */
  private ChannelHandlerContext behind() {
    queueReady();
    return context();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    try {
      if (!closing && message instanceof WebSocketFrame frame) {
        read(frame);
      } else if (message instanceof CloseWebSocketFrame) {
        context.close();
      }
    } catch (MalformedPacket e) {
      connection.malformed(e);
      close();
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void read(WebSocketFrame frame) throws MalformedPacket {
    if (frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame) {
      boolean isText = frame instanceof TextWebSocketFrame;
      if (frame.isFinalFragment()) {
        message(isText, ByteBufUtil.getBytes(frame.content()));
      } else {
        fragments = new ByteArrayOutputStream(frame.content().readableBytes() * 2);
        fragmentsAreText = isText;
        fragmentCount = 0;
        join(frame);
      }
    } else if (frame instanceof ContinuationWebSocketFrame) {
      join(frame);
    } else if (frame instanceof CloseWebSocketFrame) {
      peerCloses(frame);
    } else {
      control(frame);
    }
  }

  private void join(WebSocketFrame frame) throws MalformedPacket {
    ByteArrayOutputStream whole = fragments;
    if (whole == null) {
      return;
    }
    ByteBuf content = frame.content();
    if (++fragmentCount > MAX_FRAGMENTS
        || whole.size() + content.readableBytes() > options.maxHttpBufferSize()) {
      fragments = null;
      fail(WebSocketCloseStatus.MESSAGE_TOO_BIG);
      return;
    }
    try {
      content.getBytes(content.readerIndex(), whole, content.readableBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (frame.isFinalFragment()) {
      fragments = null;
      message(fragmentsAreText, whole.toByteArray());
    }
  }

  private void message(boolean isText, byte[] bytes) throws MalformedPacket {
    if (isText) {
      connection.text(this, Utf8.decode(bytes));
    } else {
      connection.binary(this, bytes);
    }
  }

  private void control(WebSocketFrame frame) {
    if (controlTick != home.tick()) {
      controlTick = home.tick();
      controls = 0;
    }
    if (++controls > MAX_CONTROLS_A_TICK) {
      fail(WebSocketCloseStatus.POLICY_VIOLATION);
    } else if (frame instanceof PingWebSocketFrame) {
      behind().writeAndFlush(new PongWebSocketFrame(frame.content().retain()));
    }
  }

  private void peerCloses(WebSocketFrame frame) {
    closing = true;
    behind()
        .writeAndFlush(new CloseWebSocketFrame(true, 0, frame.content().retain()))
        .addListener(ChannelFutureListener.CLOSE);
    connection.gone(this, CloseReason.TRANSPORT_CLOSE);
  }

  private void fail(WebSocketCloseStatus status) {
    if (closing) {
      return;
    }
    closing = true;
    behind()
        .writeAndFlush(new CloseWebSocketFrame(status))
        .addListener(ChannelFutureListener.CLOSE);
    connection.gone(this, CloseReason.TRANSPORT_ERROR);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    connection.gone(this, CloseReason.TRANSPORT_CLOSE);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException)) {
      ClientFaults.note(cause);
    }
    closing = true;
    connection.gone(this, CloseReason.TRANSPORT_ERROR);
    // The decoder has written a close frame, if there was one to write.
    context.close();
  }

  // Writing.

  boolean isWritable() {
    return context().channel().isWritable();
  }

  /** How many bytes the peer has not taken yet; the limit, if it is reached. */
  long waitingBytes() {
    Channel channel = context().channel();
    ByteBuf straight = ready;
    return channel.config().getWriteBufferHighWaterMark()
        - channel.bytesBeforeUnwritable()
        + (straight == null ? 0 : straight.readableBytes());
  }

  /** Whether the peer keeps up; what it has not taken yet is offered to it first. */
  boolean hasRoom() {
    if (isWritable()) {
      return true;
    }
    flush();
    return isWritable();
  }

  /** Writes a frame; takes over the caller's share. */
  void write(Frame frame) {
    writeShared(frame);
    frame.release();
  }

  /** Writes a frame that others may be written as well. */
  void writeShared(Frame frame) {
    if (frame.isBinary() && connection.wantsBase64()) {
      put(Payloads.base64Text(frame, connection.isEio3()).webSocket());
      return;
    }
    boolean deflate = deflates && frame.isWorthDeflating(options.compressionThreshold());
    put((deflate ? frame.deflated() : frame).sharedWebSocket());
  }

  /** Writes all frames of a burst; false if this WebSocket wants some of them in another form. */
  boolean writeShared(Burst burst, boolean packed) {
    if (connection.wantsBase64()) {
      return false;
    }
    int threshold = options.compressionThreshold();
    put(burst.webSocket(connection.isEio3(), packed, deflates, threshold).retain());
    return true;
  }

  /** Takes over a share of bytes that others may be written as well. */
  private void put(ByteBuf bytes) {
    EngineSocket straight = socket;
    if (straight != null && ready == null && straight.isFreeFor(bytes.readableBytes())) {
      ready = bytes;
    } else {
      queueReady();
      queue(bytes, 0);
    }
    if (!dirty) {
      dirty = true;
      home.flushSoon(this);
    }
  }

  private void queueReady() {
    ByteBuf bytes = ready;
    if (bytes != null) {
      ready = null;
      queue(bytes, 0);
    }
  }

  /**
   * Puts bytes into the pipeline as a view of their own, since encrypting them, or writing a part,
   * moves the place from which a buffer is read.
   */
  private void queue(ByteBuf bytes, int skipped) {
    ChannelHandlerContext context = wire();
    context.write(bytes.duplicate().skipBytes(skipped), context.voidPromise());
  }

  /** Hands what was written to the network. */
  void flush() {
    if (!dirty) {
      return;
    }
    dirty = false;
    ByteBuf bytes = ready;
    EngineSocket straight = socket;
    if (bytes != null && straight != null) {
      ready = null;
      int taken = straight.writeNow(home.view(bytes));
      if (taken == bytes.readableBytes()) {
        bytes.release();
        return;
      }
      queue(bytes, taken);
    }
    wire().flush();
  }

  void pauseReading(boolean pause) {
    context().channel().config().setAutoRead(!pause);
  }

  /** Closes as RFC 6455, section 7, asks: what was written arrives first. */
  void close() {
    if (closing) {
      return;
    }
    closing = true;
    behind().writeAndFlush(new CloseWebSocketFrame()).addListener(done -> awaitPeer());
  }

  private void awaitPeer() {
    context().channel().config().setAutoRead(true);
    context().executor().schedule(() -> context().close(), CLOSE_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * Closes for a reason of the connection's: at once if the peer does not read; if the server wants
   * the end, by ending the stream behind what was written, because OkHttp, under the Java client,
   * tells nobody of a Close frame and would stay, deaf, until its ping timeout.
   */
  void close(String reason) {
    if (reason.equals(CloseReason.SLOW_READER)) {
      closing = true;
      context().close();
    } else if (CloseReason.isOrderly(reason)) {
      closing = true;
      behind().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    } else {
      close();
    }
  }
}
