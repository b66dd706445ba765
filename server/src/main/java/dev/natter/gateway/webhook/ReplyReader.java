package dev.natter.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * Collects the answer to one request, up to a limit; what is longer is cut.
 *
 * <p>Thread: io.
 */
final class ReplyReader extends SimpleChannelInboundHandler<HttpObject> {

  private final CompletableFuture<PinnedClient.Reply> reply;
  private final int maxBytes;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int status;

  ReplyReader(CompletableFuture<PinnedClient.Reply> reply, int maxBytes) {
    this.reply = reply;
    this.maxBytes = maxBytes;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject part) throws IOException {
    if (part.decoderResult().isFailure()) {
      throw new IOException("what came back is not HTTP");
    }
    if (part instanceof HttpResponse response) {
      boolean isFinal = response.status().codeClass() != HttpStatusClass.INFORMATIONAL;
      status = isFinal ? response.status().code() : 0;
    }
    if (part instanceof HttpContent content && status != 0) {
      int wanted = Math.min(content.content().readableBytes(), maxBytes - body.size());
      content.content().readBytes(body, wanted);
      if (part instanceof LastHttpContent || body.size() == maxBytes) {
        reply.complete(new PinnedClient.Reply(status, body.toString(UTF_8)));
        var unused = context.close();
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    reply.completeExceptionally(new IOException("the connection ended before the answer"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    reply.completeExceptionally(cause);
    var unused = context.close();
  }
}
