package dev.natter.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/**
 * The last whole frames that a client of an event loop heard, and when each was due. Broadcasts
 * that leave a server together come to each listener as the same bytes, which are read once: a load
 * generator that reads each of millions of deliveries measures itself.
 *
 * <p>Thread: the clients' event loop.
 */
final class Repeats implements AutoCloseable {

  /** As many frames of one read are remembered; a read with more is read by everybody. */
  private static final int MAX_FRAMES = 4_096;

  private final long[] dues = new long[MAX_FRAMES];
  private ByteBuf last = Unpooled.EMPTY_BUFFER;
  private int start;
  private int count;
  private boolean usable;

  /** Counts frames once more if they are the last ones again; whether they are. */
  boolean count(ByteBuf frames, Tally tally, long now) {
    int length = frames.readableBytes();
    if (!usable
        || last.writerIndex() - start != length
        || !ByteBufUtil.equals(last, start, frames, frames.readerIndex(), length)) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      tally.hear(dues[i], now);
    }
    return true;
  }

  /** Remembers frames that are read next. */
  void begin(ByteBuf frames) {
    last.release();
    last = frames.retain();
    start = frames.readerIndex();
    count = 0;
    usable = true;
  }

  /** A frame of these was read: a message that was due then, or {@link Client#NOTHING_HEARD}. */
  void add(long due) {
    if (due == Client.NOTHING_HEARD || count == MAX_FRAMES) {
      usable = false;
    } else if (usable) {
      dues[count++] = due;
    }
  }

  /** Forgets what is remembered. */
  void forget() {
    last.release();
    last = Unpooled.EMPTY_BUFFER;
    usable = false;
  }

  @Override
  public void close() {
    forget();
  }
}
