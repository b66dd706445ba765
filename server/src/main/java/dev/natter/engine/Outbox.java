package dev.natter.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a transport, in order and within bounds. Upstream takes packets out before it
 * knows whether they fit and loses every 51st.
 *
 * <p>Thread: the connection's event loop.
 */
final class Outbox {

  private static final int MAX_PACKETS = 100_000;

  /** What all have to which nothing was ever added, as on most WebSockets. */
  private static final ArrayDeque<Frame> NONE = new ArrayDeque<>(0);

  private ArrayDeque<Frame> frames = NONE;
  private int bytes;

  boolean isEmpty() {
    return frames.isEmpty();
  }

  /** How many bytes wait here and, if there is a WebSocket, on their way out. */
  long bytes(@Nullable WebSocketFrames socket) {
    return socket == null ? bytes : bytes + socket.waitingBytes();
  }

  /** Whether a reader that let so much pile up is to be given up. */
  boolean isFull(int maxBytes) {
    return bytes > maxBytes || frames.size() >= MAX_PACKETS;
  }

  /** Queues a frame; takes over its share. */
  void add(Frame frame) {
    make();
    frames.add(frame);
    bytes += frame.payloadBytes();
  }

  /** Queues a frame before all others. */
  void addFirst(Frame frame) {
    make();
    frames.addFirst(frame);
    bytes += frame.payloadBytes();
  }

  private void make() {
    if (frames == NONE) {
      frames = new ArrayDeque<>(2);
    }
  }

  /** The next frame and its share. */
  Frame take() {
    Frame frame = frames.remove();
    bytes -= frame.payloadBytes();
    return frame;
  }

  /** As many frames as one payload may hold, at least one, and their shares. */
  List<Frame> take(int maxBytes) {
    List<Frame> taken = new ArrayList<>(frames.size());
    int total = 0;
    while (!frames.isEmpty()) {
      total += frames.element().payloadBytes() + 1;
      if (!taken.isEmpty() && total > maxBytes) {
        break;
      }
      taken.add(take());
    }
    return taken;
  }

  /** Releases everything. */
  void discard() {
    frames.forEach(Frame::release);
    frames = NONE;
    bytes = 0;
  }
}
