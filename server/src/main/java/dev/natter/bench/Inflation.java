package dev.natter.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates messages that each stand alone, for all clients of one event loop. A broadcast comes to
 * each of them as the same bytes, so that it is inflated once: a load generator that inflates per
 * delivery measures itself.
 *
 * <p>Thread: the clients' event loop.
 */
final class Inflation implements AutoCloseable {

  /** A message that becomes as long as this is refused. */
  static final int MAX_BYTES = BenchPlan.MAX_BYTES * 2;

  private static final int FIRST_BYTES = 4096;

  /** What the sender leaves out of each message. See RFC 7692, section 7.2.2. */
  private static final byte[] TAIL = {0, 0, -1, -1};

  private final Inflater inflater = new Inflater(true);

  /** The last message as it came, with its tail; empty if it could not be read. */
  private final ByteBuf packed = Unpooled.buffer(FIRST_BYTES);

  /** What became of it. */
  private final ByteBuf text = Unpooled.buffer(FIRST_BYTES, MAX_BYTES);

  /**
   * Inflates the message that lies in a buffer.
   *
   * @return the text, which is good until the next call
   * @throws DataFormatException if it is broken or too long
   */
  ByteBuf inflate(ByteBuf in, int at, int length) throws DataFormatException {
    if (!isLast(in, at, length)) {
      text.clear();
      packed.clear().writeBytes(in, at, length).writeBytes(TAIL);
      try {
        inflate();
      } catch (DataFormatException e) {
        packed.clear();
        throw e;
      }
    }
    return text;
  }

  private boolean isLast(ByteBuf in, int at, int length) {
    return packed.readableBytes() == length + TAIL.length
        && ByteBufUtil.equals(packed, 0, in, at, length);
  }

  /** To the end of what there is, or to a block that says that it is the last. */
  private void inflate() throws DataFormatException {
    inflater.reset();
    inflater.setInput(packed.array(), 0, packed.readableBytes());
    int count;
    do {
      if (!text.isWritable()) {
        if (text.capacity() == MAX_BYTES) {
          throw new DataFormatException("A message becomes " + MAX_BYTES + " bytes or more.");
        }
        text.capacity(Math.min(text.capacity() * 2, MAX_BYTES));
      }
      count = inflater.inflate(text.array(), text.writerIndex(), text.writableBytes());
      text.writerIndex(text.writerIndex() + count);
    } while (count > 0);
  }

  /** Frees what lies outside the heap. */
  @Override
  public void close() {
    inflater.end();
  }
}
