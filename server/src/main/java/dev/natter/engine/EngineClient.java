package dev.natter.engine;

import com.corundumstudio.socketio.AckCallback;
import com.corundumstudio.socketio.HandshakeData;
import com.corundumstudio.socketio.protocol.Packet;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A client in one namespace: every {@code SocketIOClient} that listeners are given is one. Upstream
 * gives all clients of a connection its secret id; here each has a public one of its own.
 *
 * <p>Thread: any. What is asked by one thread happens in the order in which it was asked.
 */
public final class EngineClient extends ConnectionsClient {

  private enum State {
    APPLYING,
    JOINED,
    GONE
  }

  private final EngineNamespace space;
  private final String publicId = UUID.randomUUID().toString();
  private final String auth;

  /** The rooms by their names. Guarded by the client. */
  private Map<String, Room.Membership> rooms = Map.of();

  /** The place among all of the namespace. Confined to the loop. */
  private Room.@Nullable Membership place;

  private volatile State state = State.APPLYING;
  private volatile String reason = "";
  private volatile @Nullable Object attachment;

  // Made when first needed, which is never for most clients.
  private volatile @Nullable HandshakeData handshake;
  private volatile @Nullable Acks acks;

  /**
   * @param auth what it said when it connected, a JSON object
   */
  EngineClient(SocketIoSession session, EngineNamespace namespace, String auth) {
    super(session, namespace);
    this.space = namespace;
    this.auth = auth;
  }

  /** The {@code socket.id} that clients see: random, of this namespace only, and no secret. */
  public String publicId() {
    return publicId;
  }

  /** The event loop that the connection is confined to. */
  public EventLoop eventLoop() {
    return home().executor();
  }

  EngineLoop home() {
    return session.home();
  }

  List<EngineLoop> loops() {
    return session.loops();
  }

  void everyone(Room.Membership among) {
    place = among;
  }

  /**
   * What the client said when it connected: one argument, a JSON object, {@code {}} if it said
   * nothing. For clients of Socket.IO 2 the query of the handshake and of the namespace, without
   * what belongs to the protocol.
   */
  public EventArguments auth() {
    return session.arguments(auth);
  }

  /** What the connection began with, the same for all of its namespaces: without their tokens. */
  public HandshakeData connectionHandshake() {
    return session.handshake();
  }

  /** Sends an event that was spelled beforehand; the frame stays its maker's. */
  public void emit(EventFrame frame) {
    frame.retain();
    home()
        .run(
            new ClientTask(
                this,
                () -> {
                  hear(frame);
                  frame.release();
                }));
  }

  /** Sends an event with arguments as they were received. */
  public void emit(String event, EventArguments arguments) {
    sendEvent(event, arguments);
  }

  /** Sends an event only if it can leave at once. */
  public void sendVolatile(String event, Object... values) {
    if (isWritable()) {
      sendEvent(event, values);
    }
  }

  /** Takes part in a broadcast. Thread: the connection's loop. */
  void hear(EventFrame frame) {
    if (state == State.JOINED) {
      session.sendShared(frame);
    }
  }

  /** Takes part in several broadcasts. Thread: the connection's loop. */
  void hear(Burst burst) {
    if (state == State.JOINED) {
      session.sendShared(burst);
    }
  }

  @Override
  public void sendEvent(String name, Object... values) {
    if (state == State.JOINED) {
      session.sendEvent(this, name, Arrays.asList(values), SocketPacket.NO_ID);
    }
  }

  @Override
  public void sendEvent(String name, AckCallback<?> callback, Object... values) {
    ask(name, Arrays.asList(values), callback, Acks.timeoutOf(callback));
  }

  /** Sends an event and waits for its answer, for so long; upstream knows whole seconds only. */
  public void sendEvent(String name, Duration timeout, AckCallback<?> callback, Object... values) {
    ask(name, Arrays.asList(values), callback, timeout);
  }

  private void ask(String name, List<?> values, AckCallback<?> callback, Duration timeout) {
    if (state != State.JOINED) {
      session.listen(callback::onTimeout);
      return;
    }
    session.sendEvent(this, name, values, acks().expect(callback, timeout));
  }

  private synchronized Acks acks() {
    Acks known = acks;
    if (known == null) {
      known = new Acks(session);
      if (state == State.GONE) {
        known.close();
      }
      acks = known;
    }
    return known;
  }

  @Override
  public void send(Packet packet) {
    if (state != State.JOINED || packet.getSubType() == null) {
      return;
    }
    List<?> values = packet.getData() == null ? List.of() : packet.<List<?>>getData();
    switch (packet.getSubType()) {
      case EVENT, BINARY_EVENT ->
          session.sendEvent(this, packet.getName(), values, SocketPacket.NO_ID);
      case ACK, BINARY_ACK -> session.sendAck(this, values, packet.getAckId());
      case DISCONNECT -> disconnect();
      default -> throw new IllegalArgumentException("Not to be sent: " + packet.getSubType());
    }
  }

  @Override
  public void send(Packet packet, AckCallback<?> callback) {
    List<?> values = packet.getData() == null ? List.of() : packet.<List<?>>getData();
    ask(packet.getName(), values, callback, Acks.timeoutOf(callback));
  }

  /** Takes the answer to an event. Thread: the connection's loop. */
  void answered(long ackId, EventArguments arguments) {
    Acks known = acks;
    if (known != null) {
      known.answered(ackId, arguments);
    }
  }

  // Life.

  boolean isJoined() {
    return state == State.JOINED;
  }

  /** Lets the client in. Thread: the connection's loop. */
  void join() {
    state = State.JOINED;
    space.register(this);
  }

  /** Lets nothing of the client remain. Thread: the connection's loop. */
  void leave(String why) {
    if (state == State.GONE) {
      return;
    }
    boolean wasIn = state == State.JOINED;
    Map<String, Room.Membership> left;
    Acks unanswered;
    synchronized (this) {
      reason = why;
      state = State.GONE;
      unanswered = acks;
      left = rooms;
      rooms = Map.of();
      left.keySet().forEach(room -> space.drop(room, this));
    }
    left.values().forEach(Room.Membership::end);
    Room.Membership own = place;
    place = null;
    if (own != null) {
      own.end();
    }
    if (wasIn) {
      space.unregister(this);
      if (unanswered != null) {
        unanswered.close();
      }
      session.listen(() -> space.left(this));
    }
  }

  @Override
  public void disconnect() {
    home().run(() -> session.leave(this));
  }

  /** Closes the whole connection with an Engine.IO close, after which clients come back. */
  public void closeConnection(String why) {
    home().run(() -> session.connection().close(why));
  }

  /** Why the client went, in Node's words; empty while it is here. */
  public String disconnectReason() {
    return reason;
  }

  @Override
  public boolean isChannelOpen() {
    return state == State.JOINED && session.isConnected();
  }

  @Override
  public boolean isWritable() {
    return state == State.JOINED && session.isWritable();
  }

  /**
   * How many bytes wait for the client, so that a sender of much can hold back long before the
   * client is given up as too slow. Thread: the connection's loop.
   */
  public long waitingBytes() {
    return session.waitingBytes();
  }

  // Rooms.

  @Override
  public synchronized void joinRoom(String room) {
    if (state == State.JOINED && !rooms.containsKey(room)) {
      Room.Membership joined = space.take(room, this).membership(this);
      rooms = Few.with(rooms, room, joined);
      home().run(joined::begin);
    }
  }

  @Override
  public synchronized void leaveRoom(String room) {
    Room.Membership left = rooms.get(room);
    if (left != null) {
      rooms = Few.without(rooms, room);
      space.drop(room, this);
      home().run(left::end);
    }
  }

  @Override
  public void joinRooms(Set<String> names) {
    names.forEach(this::joinRoom);
  }

  @Override
  public void leaveRooms(Set<String> names) {
    names.forEach(this::leaveRoom);
  }

  @Override
  public synchronized Set<String> getAllRooms() {
    return Set.copyOf(rooms.keySet());
  }

  @Override
  public int getCurrentRoomSize(String room) {
    return space.getRoomClientsInCluster(room);
  }

  synchronized boolean isIn(String room) {
    return rooms.containsKey(room);
  }

  // What the application keeps.

  /** What {@link #attach} was given last, if anything. */
  public @Nullable Object attachment() {
    return attachment;
  }

  /** Keeps something of the application's with this client. */
  public void attach(Object value) {
    attachment = value;
  }

  @Override
  public UUID getSessionId() {
    return UUID.fromString(publicId);
  }

  @Override
  public EngineNamespace getNamespace() {
    return space;
  }

  @Override
  public synchronized HandshakeData getHandshakeData() {
    HandshakeData known = handshake;
    if (known == null) {
      known = session.handshake(auth);
      handshake = known;
    }
    return known;
  }
}
