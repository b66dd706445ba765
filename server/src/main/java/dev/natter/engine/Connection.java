package dev.natter.engine;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An Engine.IO connection: one state machine over polling, an upgrade and a WebSocket.
 *
 * <p>It is open, or closing, or closed. While open it speaks polling or a WebSocket; a polling
 * connection may have a candidate, a WebSocket that probes and then takes over. What is sent waits
 * in one queue until a transport takes it, so that an upgrade neither loses, doubles nor reorders a
 * packet. {@link #close} is the only end; what a client has not fetched then is kept for its next
 * poll if the server wanted the end, until that has its deadline ({@link Deadlines}).
 *
 * <p>Upstream has a queue for each transport and lets any thread move packets between them. See
 * "Upgrade", "Heartbeat" and "Timeouts" of the Engine.IO protocol, versions 3 and 4.
 *
 * <p>Thread: one event loop for its whole life; asserted.
 */
final class Connection {

  /** How long a poll may wait while a probe wants the client to stop polling. */
  private static final long PROBED_POLL_MILLIS = 50;

  private enum State {
    OPEN,
    CLOSING,
    CLOSED
  }

  private final EngineLoop home;
  private final EngineOptions options;
  private final String sid;
  private final boolean eio3;

  /** Told when no request can reach the connection any more. */
  private final Consumer<Connection> gone;

  private final Outbox queue = new Outbox();
  private final Heartbeat heartbeat;
  private final Polling polling;
  private Candidate candidate = Candidate.NONE;
  private final Deadlines deadlines;
  private State state = State.OPEN;
  private @Nullable Receiver receiver;
  private volatile @Nullable WebSocketFrames webSocket;
  private boolean flushing;

  Connection(
      EngineLoop home,
      EngineOptions options,
      String sid,
      boolean eio3,
      boolean base64,
      Consumer<Connection> gone) {
    this.home = home;
    this.options = options;
    this.sid = sid;
    this.eio3 = eio3;
    this.polling = new Polling(eio3, base64);
    this.gone = gone;
    long now = System.nanoTime();
    this.heartbeat = new Heartbeat(options, eio3, now);
    this.deadlines = new Deadlines(this, options, heartbeat, now);
  }

  EngineLoop home() {
    return home;
  }

  /** The Engine.IO id: who knows it can speak for the client, so it is shown to nobody else. */
  String sid() {
    return sid;
  }

  boolean isEio3() {
    return eio3;
  }

  boolean wantsBase64() {
    return polling.wantsBase64();
  }

  void pauseReading(boolean pause) {
    polling.pause(pause);
    WebSocketFrames socket = webSocket;
    if (socket != null) {
      socket.pauseReading(pause);
    }
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  boolean isPolling() {
    return webSocket == null;
  }

  boolean isWritable() {
    WebSocketFrames socket = webSocket;
    return state == State.OPEN && (socket == null ? polling.isWaiting() : socket.isWritable());
  }

  long waitingBytes() {
    return queue.bytes(webSocket);
  }

  /** Begins with a WebSocket, or with polling if there is none. */
  void open(MessageSink above, @Nullable WebSocketFrames socket) {
    home.confine();
    receiver = new Receiver(this, above, heartbeat);
    webSocket = socket;
    deadlines.begin(above);
    send(Engine.openPacket(options, sid, socket == null));
    above.opened();
  }

  /** A text frame of a WebSocket, which may still be the candidate. */
  void text(WebSocketFrames from, String packet) throws MalformedPacket {
    home.confine();
    if (from == webSocket) {
      receiver().text(packet);
    } else if (candidate.is(from)) {
      candidateSays(from, packet);
    }
  }

  /** A binary frame of a WebSocket. */
  void binary(WebSocketFrames from, byte[] frame) throws MalformedPacket {
    if (from == webSocket) {
      receiver().binary(eio3 ? Payloads.message(frame) : frame);
    } else if (candidate.is(from)) {
      dropCandidate();
    }
  }

  /** A GET that waits for packets. */
  void poll(Exchange exchange) {
    home.confine();
    if (state == State.CLOSED || webSocket != null) {
      exchange.refuse(isOpen() ? EngineError.BAD_REQUEST : EngineError.SESSION_UNKNOWN);
      return;
    }
    if (polling.isWaiting()) {
      close(CloseReason.TRANSPORT_ERROR);
      exchange.refuse(EngineError.BAD_REQUEST);
      return;
    }
    polling.await(exchange);
    if (state == State.CLOSING) {
      farewell();
      return;
    }
    drain();
    if (candidate.hasProbed() && polling.isWaiting()) {
      home.later(this::releasePoll, PROBED_POLL_MILLIS);
    }
  }

  /** A POST with packets; the body stays the caller's. */
  void post(Exchange exchange, ByteBuf body, boolean octets) {
    home.confine();
    if (state != State.OPEN || webSocket != null) {
      exchange.refuse(isOpen() ? EngineError.BAD_REQUEST : EngineError.SESSION_UNKNOWN);
      return;
    }
    if (octets && !eio3) {
      close(CloseReason.TRANSPORT_ERROR);
      exchange.refuse(EngineError.BAD_REQUEST);
      return;
    }
    try {
      polling.decode(exchange, body, octets, receiver());
      polling.acknowledge(exchange);
    } catch (MalformedPacket e) {
      malformed(e);
      exchange.refuse(EngineError.BAD_REQUEST);
    }
  }

  /** A POST begins to arrive. */
  void postBegins(Object sender) {
    if (!polling.begin(sender)) {
      close(CloseReason.TRANSPORT_ERROR);
    }
  }

  /** A POST has arrived, or was broken off. */
  void postEnds(Object sender, boolean whole) {
    if (polling.end(sender) && !whole) {
      close(CloseReason.TRANSPORT_ERROR);
    }
  }

  /** The client went away while its poll was waiting. */
  void aborted(Exchange exchange) {
    home.confine();
    if (polling.isWaiting(exchange)) {
      polling.forget();
      close(CloseReason.TRANSPORT_ERROR);
      end();
    }
  }

  /** Answers a waiting poll with nothing, so that the client's polling comes to rest. */
  private void releasePoll() {
    if (polling.isWaiting() && state == State.OPEN && candidate.isThere()) {
      queue.addFirst(Frame.NOOP);
      drain();
    }
  }

  /** Whether a WebSocket may try to take over. */
  boolean mayUpgrade() {
    return isOpen() && webSocket == null && !candidate.isThere() && options.allowUpgrades();
  }

  /** A WebSocket that is to probe. */
  void candidate(WebSocketFrames socket) {
    candidate = Candidate.of(socket, System.nanoTime() + options.upgradeTimeout().toNanos());
    deadlines.again();
  }

  /** How long a WebSocket that wants to take over still may take; for ever if there is none. */
  long candidateNanosLeft(long now) {
    return candidate.nanosLeft(now);
  }

  void dropCandidate() {
    Candidate dropped = candidate;
    candidate = Candidate.NONE;
    dropped.close();
  }

  private void candidateSays(WebSocketFrames socket, String packet) {
    switch (candidate.hear(packet)) {
      case PROBE -> {
        socket.write(Frame.PROBE_ANSWER);
        releasePoll();
      }
      case UPGRADE -> {
        releasePoll();
        candidate = Candidate.NONE;
        webSocket = socket;
        drain();
        if (state == State.CLOSING) {
          socket.close(CloseReason.SHUTTING_DOWN);
          end();
        }
      }
      case NOTHING_KNOWN -> dropCandidate();
    }
  }

  /** A WebSocket of this connection is closed. */
  void gone(WebSocketFrames socket, String reason) {
    home.confine();
    if (candidate.is(socket)) {
      candidate = Candidate.NONE;
    } else if (socket == webSocket) {
      close(reason);
      end();
    }
  }

  /** Sends a packet; takes over the caller's share. */
  void send(Frame frame) {
    home.confine();
    WebSocketFrames socket = webSocket;
    if (state != State.OPEN) {
      frame.release();
    } else if (socket == null || !queue.isEmpty()) {
      enqueue(frame);
    } else if (socket.hasRoom()) {
      socket.write(frame);
    } else {
      shed(frame);
    }
  }

  /** Sends a packet that others hear as well; the share stays the caller's. */
  void sendShared(Frame frame) {
    WebSocketFrames socket = webSocket;
    if (socket != null && isFree(socket)) {
      socket.writeShared(frame);
    } else {
      send(frame.retain());
    }
  }

  /** Sends all packets of a burst at once; false if they have to be sent one by one. */
  boolean sendShared(Burst burst, boolean packed) {
    WebSocketFrames socket = webSocket;
    return socket != null && isFree(socket) && socket.writeShared(burst, packed);
  }

  private boolean isFree(WebSocketFrames socket) {
    return state == State.OPEN && queue.isEmpty() && socket.hasRoom();
  }

  private void enqueue(Frame frame) {
    if (queue.isFull(options.maxOutboundBytes())) {
      shed(frame);
      return;
    }
    queue.add(frame);
    if (polling.isWaiting() && !flushing) {
      flushing = true;
      home.executor()
          .execute(
              () -> {
                flushing = false;
                drain();
              });
    }
  }

  /** Gives up on a reader, but not amid a broadcast to it and others. */
  private void shed(Frame frame) {
    frame.release();
    home.executor().execute(() -> close(CloseReason.SLOW_READER));
  }

  /** Gives what is queued to the transport, if it can take something. */
  private void drain() {
    WebSocketFrames socket = webSocket;
    if (socket != null && state != State.CLOSED) {
      while (!queue.isEmpty()) {
        socket.write(queue.take());
      }
    } else if (polling.isWaiting() && !queue.isEmpty()) {
      polling.answer(queue.take(options.maxHttpBufferSize()));
    }
  }

  /** What was received is not of the protocol. */
  void malformed(MalformedPacket fault) {
    ClientFaults.note(fault);
    close(CloseReason.PARSE_ERROR);
  }

  /** Ends the connection: the one place where that happens, and only once. */
  void close(String reason) {
    home.confine();
    if (state != State.OPEN) {
      return;
    }
    state = State.CLOSING;
    deadlines.close();
    if (!CloseReason.isOrderly(reason) || !candidate.hasProbed()) {
      dropCandidate();
    }
    receiver().sink().closed(reason);
    WebSocketFrames socket = webSocket;
    if (socket != null) {
      socket.close(reason);
      end();
    } else if (!CloseReason.isOrderly(reason)) {
      queue.discard();
      queue.add(reason.equals(CloseReason.TRANSPORT_CLOSE) ? Frame.NOOP : Frame.CLOSE);
      polling.answer(queue.take(options.maxHttpBufferSize()));
      end();
    } else if (polling.isWaiting()) {
      farewell();
    }
  }

  private void farewell() {
    queue.add(Frame.CLOSE);
    polling.answer(queue.take(Integer.MAX_VALUE));
    end();
  }

  /** Forgets the connection, whatever its peer still wanted. */
  void end() {
    if (state == State.CLOSED) {
      return;
    }
    state = State.CLOSED;
    dropCandidate();
    queue.discard();
    deadlines.end();
    gone.accept(this);
  }

  private Receiver receiver() {
    Receiver known = receiver;
    if (known == null) {
      throw new IllegalStateException("The connection was not opened.");
    }
    return known;
  }

  /** Looks at its deadlines anew: the peer has begun something that it must end in time. */
  void look() {
    deadlines.again();
  }
}
