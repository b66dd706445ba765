package dev.natter.bench;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

/**
 * Reads frames that Netty has inflated, where {@link FrameScanner} cannot read them as they lie.
 *
 * <p>Thread: io.
 */
final class FrameReader extends SimpleChannelInboundHandler<WebSocketFrame> {

  private final Client client;

  FrameReader(Client client) {
    this.client = client;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
    ByteBuf content = frame.content();
    if (frame instanceof TextWebSocketFrame && content.isReadable()) {
      long now = System.nanoTime();
      client.hear(context, content, content.readerIndex(), content.readableBytes(), now);
    } else if (frame instanceof PingWebSocketFrame) {
      client.pong(context, content.copy());
    } else if (frame instanceof CloseWebSocketFrame) {
      var unused = context.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    client.gone();
    super.channelInactive(context);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    var unused = context.close();
  }
}
