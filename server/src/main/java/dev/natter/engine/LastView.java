package dev.natter.engine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;

/**
 * A buffer as Java's sockets take it. What many sockets are written one after the other is
 * converted once.
 *
 * <p>Thread: one event loop.
 */
final class LastView {

  /** Held while its view is, as another buffer may be put into the same object afterwards. */
  private ByteBuf last = Unpooled.EMPTY_BUFFER;

  private ByteBuffer view = last.nioBuffer();

  /** All bytes that can be read of a buffer, from the first; whoever writes them moves the view. */
  @SuppressWarnings("ReferenceEquality") // Buffers are equal by their bytes.
  ByteBuffer of(ByteBuf bytes) {
    if (bytes != last) {
      forget();
      last = bytes.retain();
      view = bytes.nioBuffer();
    }
    return view.clear();
  }

  /** Gives up its share of the buffer. */
  void forget() {
    last.release();
    last = Unpooled.EMPTY_BUFFER;
  }
}
