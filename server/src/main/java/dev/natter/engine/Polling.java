package dev.natter.engine;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The polling transport of a connection: the one request that waits for packets, and the bodies of
 * those that bring some. Upstream keeps waiting requests by channel and lets them pile up.
 *
 * <p>Thread: the connection's event loop.
 */
final class Polling {

  private final boolean eio3;
  private final boolean base64;
  private @Nullable Exchange waiting;
  private @Nullable Exchange unacknowledged;
  private @Nullable Object sender;
  private boolean paused;

  Polling(boolean eio3, boolean base64) {
    this.eio3 = eio3;
    this.base64 = base64;
  }

  boolean wantsBase64() {
    return base64;
  }

  boolean isWaiting() {
    return waiting != null;
  }

  boolean isWaiting(Exchange exchange) {
    return waiting == exchange;
  }

  void await(Exchange exchange) {
    waiting = exchange;
  }

  void forget() {
    waiting = null;
  }

  /** Answers the waiting request; takes over the frames' shares. */
  void answer(List<Frame> frames) {
    Exchange exchange = waiting;
    waiting = null;
    if (exchange != null) {
      Payloads.Body body = Payloads.encode(frames, eio3, base64, exchange.jsonp());
      exchange.answer(HttpResponseStatus.OK, body.contentType(), body.bytes());
    }
    frames.forEach(Frame::release);
  }

  /** A POST begins to arrive; says whether it is the only one. */
  boolean begin(Object newSender) {
    boolean alone = sender == null;
    sender = newSender;
    return alone;
  }

  /** A POST has arrived, or was broken off; says whether it was still under way. */
  boolean end(Object oldSender) {
    boolean known = sender == oldSender;
    if (known) {
      sender = null;
    }
    return known;
  }

  /** Tells the client that its packets were taken, now or when there is room for more. */
  void acknowledge(Exchange exchange) {
    sender = null;
    if (paused) {
      unacknowledged = exchange;
    } else {
      exchange.answer(HttpResponseStatus.OK, "text/html", "ok");
    }
  }

  /** Holds acknowledgements back, or gives those that were. */
  void pause(boolean hold) {
    paused = hold;
    Exchange held = unacknowledged;
    if (!hold && held != null) {
      unacknowledged = null;
      acknowledge(held);
    }
  }

  /** Takes the packets out of a POST's body, which stays the caller's. */
  void decode(Exchange exchange, ByteBuf body, boolean octets, Receiver receiver)
      throws MalformedPacket {
    if (octets) {
      Payloads.decodeBytes(body, receiver::text, receiver::binary);
      return;
    }
    byte[] bytes = new byte[body.readableBytes()];
    body.getBytes(body.readerIndex(), bytes);
    String text =
        exchange.jsonp().isEmpty()
            ? Utf8.decode(bytes)
            : Jsonp.fromForm(new String(bytes, StandardCharsets.US_ASCII));
    if (eio3) {
      Payloads.decodeCounted(text, receiver::text);
    } else {
      Payloads.decodeSeparated(text, receiver::text);
    }
  }
}
