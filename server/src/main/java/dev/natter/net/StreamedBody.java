package dev.natter.net;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * Sends the parts of a body one after the other.
 *
 * <p>Thread: any.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures.
final class StreamedBody {

  private final Channel channel;
  private final BodyParts parts;
  private final boolean keepAlive;

  StreamedBody(Channel channel, BodyParts parts, boolean keepAlive) {
    this.channel = channel;
    this.parts = parts;
    this.keepAlive = keepAlive;
  }

  void send() {
    next(0, 0);
  }

  private void next(int number, long sent) {
    if (sent == parts.length()) {
      end();
      return;
    }
    var unused =
        parts
            .part()
            .apply(number)
            .whenComplete(
                (part, fault) -> {
                  if (fault != null || part.length == 0 || sent + part.length > parts.length()) {
                    channel.close();
                    return;
                  }
                  channel
                      .writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(part)))
                      .addListener(
                          written -> {
                            if (written.isSuccess()) {
                              next(number + 1, sent + part.length);
                            }
                          });
                });
  }

  private void end() {
    var written = channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    if (!keepAlive) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }
}
