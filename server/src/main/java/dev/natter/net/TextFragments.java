package dev.natter.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/**
 * The text of a message that comes in fragments, refused with the first that cannot be UTF-8, not
 * only when the last has come. A character may be split between fragments.
 *
 * <p>Thread: io.
 */
final class TextFragments {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final CharsetDecoder decoder = UTF_8.newDecoder();
  private final StringBuilder text = new StringBuilder();
  private ByteBuffer begun = NOTHING;
  private int bytes;

  /** How many bytes came so far. */
  int bytes() {
    return bytes;
  }

  void append(ByteBuffer fragment, boolean last) throws CharacterCodingException {
    bytes += fragment.remaining();
    ByteBuffer in = ByteBuffer.allocate(begun.remaining() + fragment.remaining());
    in.put(begun).put(fragment).flip();
    CharBuffer out = CharBuffer.allocate(in.remaining());
    CoderResult result = decoder.decode(in, out, last);
    if (result.isError()) {
      result.throwException();
    }
    text.append(out.flip());
    begun = in;
  }

  String text() {
    return text.toString();
  }
}
