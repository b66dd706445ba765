package dev.natter.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.zip.Deflater;

/**
 * Deflates single WebSocket messages as RFC 7692, section 7.2.1, asks, each on its own. Upstream
 * keeps a compressor and its window for each connection; here each thread has one.
 */
final class Deflation {

  private static final int CHUNK_BYTES = 8192;

  /** The end of a sync flush, which is left out of the message: 00 00 FF FF. */
  private static final int TAIL_BYTES = 4;

  private static final FastThreadLocal<Deflater> DEFLATER =
      new FastThreadLocal<>() {
        @Override
        protected Deflater initialValue() {
          return new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        }

        @Override
        protected void onRemoval(Deflater deflater) {
          deflater.end();
        }
      };

  private Deflation() {}

  /** Appends {@code message}, deflated, to {@code out}. */
  static void deflate(ByteBuf message, ByteBuf out) {
    Deflater deflater = DEFLATER.get();
    deflater.reset();
    deflater.setInput(ByteBufUtil.getBytes(message));
    byte[] chunk = new byte[CHUNK_BYTES];
    int count;
    do {
      count = deflater.deflate(chunk, 0, chunk.length, Deflater.SYNC_FLUSH);
      out.writeBytes(chunk, 0, count);
    } while (count == chunk.length);
    out.writerIndex(out.writerIndex() - TAIL_BYTES);
  }
}
