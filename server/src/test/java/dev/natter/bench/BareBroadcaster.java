package dev.natter.bench;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The least that a JVM can do to tell everybody what one said: Netty's own WebSocket server, no
 * protocol beyond the few packets that {@code natter bench} asks for, nothing decided, stored or
 * acknowledged. What a delivery costs here is what is to be compared with.
 *
 * <p>Run as {@code BareBroadcaster PORT}; it ends with its input.
 */
final class BareBroadcaster {

  private static final int MAX_FRAME_BYTES = 1_000_000;
  private static final String OPEN =
      "0{\"sid\":\"bare\",\"upgrades\":[],\"pingInterval\":300000,\"pingTimeout\":200000,"
          + "\"maxPayload\":1000000}";

  private final ChannelGroup all = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);
  private final Map<String, ChannelGroup> rooms = new ConcurrentHashMap<>();

  public static void main(String[] args) throws Exception {
    EventLoopGroup loops =
        Epoll.isAvailable() ? new EpollEventLoopGroup() : new NioEventLoopGroup();
    BareBroadcaster server = new BareBroadcaster();
    new ServerBootstrap()
        .group(loops)
        .channel(
            Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel
                    .pipeline()
                    .addLast(new HttpServerCodec())
                    .addLast(new HttpObjectAggregator(MAX_FRAME_BYTES))
                    .addLast(
                        new WebSocketServerProtocolHandler(
                            WebSocketServerProtocolConfig.newBuilder()
                                .websocketPath("/socket.io/")
                                .checkStartsWith(true)
                                .maxFramePayloadLength(MAX_FRAME_BYTES)
                                .build()))
                    .addLast(server.new Connection());
              }
            })
        .bind("127.0.0.1", Integer.parseInt(args[0]))
        .sync();
    System.out.println("ready");
    while (System.in.read() >= 0) {
      System.gc();
    }
    System.exit(0);
  }

  private final class Connection extends SimpleChannelInboundHandler<TextWebSocketFrame> {
    private ChannelGroup listeners = all;

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof HandshakeComplete) {
        write(context, OPEN);
      }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
      ByteBuf text = frame.content();
      int arguments = text.indexOf(text.readerIndex(), text.writerIndex(), (byte) '[');
      boolean isEvent = text.getByte(text.readerIndex() + 1) == '2' && arguments > 0;
      if (!isEvent) {
        all.add(context.channel());
        write(context, "40{\"sid\":\"bare\"}");
      } else if (startsWith(text, arguments, "[\"join\",\"")) {
        int name = arguments + "[\"join\",\"".length();
        int end = text.indexOf(name, text.writerIndex(), (byte) '"');
        join(context.channel(), text.toString(name, end - name, StandardCharsets.US_ASCII));
        write(context, "430[\"ok\"]");
      } else if (startsWith(text, arguments, "[\"echo\",")) {
        String id = text.toString(2, arguments - 2, StandardCharsets.US_ASCII);
        int value = arguments + "[\"echo\",".length();
        String rest = text.toString(value, text.writerIndex() - value, StandardCharsets.UTF_8);
        write(context, "43" + id + "[" + rest);
      } else {
        // The group's writes share one buffer.
        var unused = listeners.writeAndFlush(frame.retain());
      }
    }

    private void join(Channel channel, String room) {
      listeners =
          rooms.computeIfAbsent(
              room, name -> new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE));
      listeners.add(channel);
    }

    private static boolean startsWith(ByteBuf text, int at, String wanted) {
      byte[] bytes = wanted.getBytes(StandardCharsets.US_ASCII);
      return at + bytes.length <= text.writerIndex()
          && ByteBufUtil.equals(Unpooled.wrappedBuffer(bytes), 0, text, at, bytes.length);
    }

    private static void write(ChannelHandlerContext context, String text) {
      var unused = context.writeAndFlush(new TextWebSocketFrame(text), context.voidPromise());
    }
  }
}
