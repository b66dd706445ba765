package dev.natter.bench;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import java.util.zip.DataFormatException;

/**
 * Reads a server's WebSocket frames where they lie, without an object for each: a load generator
 * that allocates per delivery measures itself. Servers neither mask nor, in what a load asks for,
 * fragment (RFC 6455, section 5); a connection that does, or that sends what cannot be inflated or
 * is too long, is closed and so shows as missing.
 *
 * <p>Thread: io.
 */
final class FrameScanner extends ByteToMessageDecoder {

  private static final int FINAL_TEXT = 0x81;

  /** RSV1 marks a deflated message. See RFC 7692, section 6. */
  private static final int FINAL_DEFLATED_TEXT = 0xC1;

  private static final int FINAL_PING = 0x89;
  private static final int FINAL_CLOSE = 0x88;
  private static final int SHORT_LENGTH = 126;
  private static final int LONG_LENGTH = 127;

  private final Client client;
  private final Crowd.Crew crew;
  private final Repeats repeats;
  private long now;

  FrameScanner(Client client, Crowd.Crew crew) {
    this.client = client;
    this.crew = crew;
    this.repeats = crew.repeats();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    // One reading of the clock for all that came at once.
    now = System.nanoTime();
    ByteBuf bytes = (ByteBuf) message;
    boolean begins = actualReadableBytes() == 0;
    if (begins && repeats.count(bytes, crew.tally(), now)) {
      bytes.release();
      return;
    }
    repeats.begin(bytes);
    super.channelRead(context, message);
    if (!begins || actualReadableBytes() > 0) {
      repeats.forget();
    }
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    while (in.readableBytes() >= 2) {
      int start = in.readerIndex();
      long length = in.getByte(start + 1) & 0xFF;
      int head = length < SHORT_LENGTH ? 2 : length == SHORT_LENGTH ? 4 : 10;
      if (in.readableBytes() < head) {
        return;
      }
      if (length == SHORT_LENGTH) {
        length = in.getUnsignedShort(start + 2);
      } else if (length == LONG_LENGTH) {
        length = in.getLong(start + 2);
      }
      if (length < 0 || length > Inflation.MAX_BYTES) {
        in.skipBytes(in.readableBytes());
        repeats.add(Client.NOTHING_HEARD);
        var unused = context.close();
        return;
      }
      if (in.readableBytes() < head + length) {
        return;
      }
      repeats.add(take(context, in, start + head, (int) length, in.getUnsignedByte(start)));
      in.readerIndex(start + head + (int) length);
    }
  }

  /** When the message that it is was due, or {@link Client#NOTHING_HEARD}. */
  private long take(ChannelHandlerContext context, ByteBuf in, int at, int length, int kind) {
    if (kind == FINAL_TEXT && length > 0) {
      return client.hear(context, in, at, length, now);
    }
    if (kind == FINAL_DEFLATED_TEXT) {
      return inflate(context, in, at, length);
    }
    if (kind == FINAL_PING) {
      client.pong(context, in.copy(at, length));
    } else if (kind == FINAL_CLOSE || kind < 0x80) {
      var unused = context.close();
    }
    return Client.NOTHING_HEARD;
  }

  private long inflate(ChannelHandlerContext context, ByteBuf in, int at, int length) {
    try {
      ByteBuf text = crew.inflation().inflate(in, at, length);
      if (text.isReadable()) {
        return client.hear(context, text, 0, text.readableBytes(), now);
      }
    } catch (DataFormatException e) {
      var unused = context.close();
    }
    return Client.NOTHING_HEARD;
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
