package dev.natter.engine;

import com.corundumstudio.socketio.AuthTokenResult;
import com.corundumstudio.socketio.HandshakeData;
import com.corundumstudio.socketio.Transport;
import com.corundumstudio.socketio.handler.ClientHead;
import com.corundumstudio.socketio.protocol.EngineIOVersion;
import com.corundumstudio.socketio.store.Store;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The Socket.IO life of a connection: reads packets, joins attachments, lets clients into
 * namespaces, and gives events to them.
 *
 * <p>Upstream puts every connection into the main namespace before it asked, asks token listeners
 * only if there is a payload, keeps those it refused, and holds attachments of all packets in one
 * place. See "Connection to a namespace" of the Socket.IO protocol, versions 4 and 5; shown by
 * {@code SocketConnectIT}.
 *
 * <p>Thread: the connection's event loop, but for what says otherwise.
 */
final class SocketIoSession implements MessageSink {

  private final Connection connection;
  private final SocketIo shared;
  private final HandshakeData handshake;
  private final @Nullable Turn turn;

  /** By namespace; those included that were not let in yet. */
  private Map<String, EngineClient> clients = Map.of();

  private @Nullable Store store;
  private @Nullable SocketPacket incomplete;
  private List<byte[]> attachments = List.of();
  private int attachedBytes;
  private long attachedBy;
  private boolean spoke;
  private volatile boolean packed;
  private boolean admitted;

  SocketIoSession(Connection connection, SocketIo shared, HandshakeData handshake) {
    this.connection = connection;
    this.shared = shared;
    this.handshake = handshake;
    this.turn = shared.turn(connection);
  }

  Connection connection() {
    return connection;
  }

  EngineLoop home() {
    return connection.home();
  }

  List<EngineLoop> loops() {
    return shared.loops();
  }

  /** Runs something of the application's where its listeners run. Thread: any. */
  void listen(Runnable task) {
    Turn own = turn;
    if (own != null) {
      own.add(task);
    } else {
      home().run(() -> unharmed(task));
    }
  }

  private static void unharmed(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      ListenerFaults.tell("callback", e);
    }
  }

  // What the client sends.

  @Override
  public void opened() {
    if (connection.isEio3()) {
      connect("/", QueryAuth.of(handshake.getUrlParams(), ""));
    }
  }

  @Override
  public void text(String message) {
    try {
      if (incomplete != null || packed) {
        throw new MalformedPacket("text amid a packet");
      }
      spoke = true;
      SocketPacket packet = shared.parser().parse(message);
      if (packet.awaited() > 0) {
        incomplete = packet;
        connection.look();
        attachments = new ArrayList<>(packet.awaited());
        attachedBytes = message.length();
        attachedBy = System.nanoTime() + shared.options().bodyTimeout().toNanos();
      } else {
        dispatch(packet);
      }
    } catch (MalformedPacket e) {
      connection.malformed(e);
    }
  }

  @Override
  public void binary(byte[] message) {
    try {
      SocketPacket packet = incomplete;
      if (packet != null) {
        attach(packet, message);
      } else if (packed || (!spoke && !connection.isEio3())) {
        packed = true;
        spoke = true;
        dispatch(PackedParser.parse(message, shared.json(), shared.options().maxJsonDepth()));
      } else {
        throw new MalformedPacket("attachment of nothing");
      }
    } catch (MalformedPacket e) {
      connection.malformed(e);
    }
  }

  private void attach(SocketPacket packet, byte[] message) throws MalformedPacket {
    attachedBytes += message.length;
    if (attachedBytes > shared.options().maxHttpBufferSize()) {
      throw new MalformedPacket("attachments too large");
    }
    attachments.add(message);
    if (attachments.size() == packet.awaited()) {
      List<byte[]> all = attachments;
      incomplete = null;
      attachments = List.of();
      dispatch(shared.parser().complete(packet, all));
    }
  }

  private void dispatch(SocketPacket packet) {
    String name = packet.namespace();
    int query = connection.isEio3() ? name.indexOf('?') : -1;
    String path = query < 0 ? name : name.substring(0, query);
    EngineClient client = clients.get(path);
    if (packet.type() == SocketPacket.Type.CONNECT) {
      if (client != null) {
        connection.close(CloseReason.FORCED_SERVER_CLOSE);
      } else if (connection.isEio3()) {
        String ownQuery = query < 0 ? "" : name.substring(query);
        connect(path, QueryAuth.of(handshake.getUrlParams(), ownQuery));
      } else {
        connect(path, packet.data().size() == 0 ? "{}" : packet.data().json(0));
      }
    } else if (client == null || !client.isJoined()) {
      connection.close(CloseReason.FORCED_SERVER_CLOSE);
    } else if (packet.type() == SocketPacket.Type.DISCONNECT) {
      clients = Few.without(clients, path);
      client.leave(CloseReason.CLIENT_LEFT);
    } else if (packet.type().isAck()) {
      client.answered(packet.id(), packet.data());
    } else {
      listen(() -> client.getNamespace().receive(client, packet));
    }
  }

  @Override
  public void heartbeat() {
    EngineClient main = clients.get("/");
    if (main != null && main.isJoined() && main.getNamespace().hearsHeartbeats()) {
      listen(() -> main.getNamespace().heartbeat(main));
    }
  }

  // Joining and leaving.

  private void connect(String path, String auth) {
    EngineNamespace namespace = shared.namespace(path);
    if (namespace == null) {
      refuse(path, Map.of("message", "Invalid namespace"));
      return;
    }
    EngineClient applicant = new EngineClient(this, namespace, auth);
    clients = Few.with(clients, path, applicant);
    if (!namespace.asksApplicants()) {
      decided(path, applicant, AuthTokenResult.AuthTokenResultSuccess);
      return;
    }
    listen(
        () ->
            namespace.ask(applicant, result -> home().run(() -> decided(path, applicant, result))));
  }

  private void decided(String path, EngineClient applicant, AuthTokenResult result) {
    if (!connection.isOpen()) {
      return;
    }
    if (!result.isSuccess()) {
      clients = Few.without(clients, path);
      refuse(path, result.getErrorData());
      return;
    }
    admitted = true;
    applicant.join();
    String answer = connection.isEio3() ? "" : "{\"sid\":\"" + applicant.publicId() + "\"}";
    control(SocketPacket.Type.CONNECT, path, answer);
    listen(() -> applicant.getNamespace().joined(applicant));
  }

  private void refuse(String path, @Nullable Object fault) {
    control(
        SocketPacket.Type.CONNECT_ERROR,
        path,
        connection.isEio3() ? shared.bareRefusal(fault) : shared.refusal(fault));
  }

  private void control(SocketPacket.Type type, String path, String data) {
    if (packed) {
      byte[] bytes = PackedWriter.control(type, path, data, shared.json());
      connection.send(Frame.binary(bytes, connection.isEio3()));
    } else {
      connection.send(PacketWriter.control(type, path, data));
    }
  }

  /** The server wants the client to leave its namespace. */
  void leave(EngineClient client) {
    String path = client.getNamespace().wireName();
    if (client.isJoined() && client.equals(clients.get(path))) {
      clients = Few.without(clients, path);
      control(SocketPacket.Type.DISCONNECT, path, "");
      client.leave(CloseReason.SERVER_LEFT);
    }
  }

  @Override
  public void closed(String reason) {
    incomplete = null;
    attachments = List.of();
    Map<String, EngineClient> all = clients;
    clients = Map.of();
    all.values().forEach(client -> client.leave(reason));
  }

  @Override
  public boolean admitted() {
    return admitted;
  }

  @Override
  public long nanosLeft(long nowNanos) {
    return incomplete == null ? Long.MAX_VALUE : attachedBy - nowNanos;
  }

  // What the server sends. Thread: any.

  void sendEvent(EngineClient client, String event, List<?> values, long id) {
    send(client, SocketPacket.Type.EVENT, shared.writer().event(event, values), id);
  }

  void sendAck(EngineClient client, List<?> values, long id) {
    send(client, SocketPacket.Type.ACK, shared.writer().ack(values), id);
  }

  private void send(
      EngineClient client, SocketPacket.Type type, PacketWriter.Arguments arguments, long id) {
    String namespace = client.getNamespace().wireName();
    boolean eio3 = connection.isEio3();
    Frame[] frames =
        packed
            ? new Frame[] {
              Frame.binary(PackedWriter.packet(type, namespace, id, arguments, shared.json()), eio3)
            }
            : PacketWriter.frames(type, namespace, id, arguments, eio3);
    home().run(new ClientTask(client, () -> write(client, frames)));
  }

  private void write(EngineClient client, Frame[] frames) {
    boolean joined = client.isJoined();
    for (Frame frame : frames) {
      if (joined) {
        connection.send(frame);
      } else {
        frame.release();
      }
    }
  }

  /** Sends what others hear as well. Thread: the connection's loop. */
  void sendShared(EventFrame event) {
    for (Frame frame : event.frames(connection.isEio3(), packed)) {
      connection.sendShared(frame);
    }
  }

  /** Sends several events that others hear as well. Thread: the connection's loop. */
  void sendShared(Burst burst) {
    if (!connection.sendShared(burst, packed)) {
      burst.each(this);
    }
  }

  // What clients of netty-socketio ask of their connection. Thread: any.

  ClientHead head() {
    return shared.head();
  }

  Transport transport() {
    return connection.isPolling() ? Transport.POLLING : Transport.WEBSOCKET;
  }

  EngineIOVersion version() {
    return connection.isEio3() ? EngineIOVersion.V3 : EngineIOVersion.V4;
  }

  boolean isConnected() {
    return connection.isOpen();
  }

  boolean isWritable() {
    return connection.isWritable();
  }

  long waitingBytes() {
    return connection.waitingBytes();
  }

  /** What the application keeps with the connection; made when it first does. */
  synchronized Store store() {
    Store known = store;
    if (known == null) {
      known = shared.configuration().getStoreFactory().createStore(UUID.randomUUID());
      store = known;
    }
    return known;
  }

  EventArguments arguments(String json) {
    return EventArguments.of(json, shared.json());
  }

  /** What the connection began with. */
  HandshakeData handshake() {
    return handshake;
  }

  /** The same with what a client said when it connected to its namespace. */
  HandshakeData handshake(String auth) {
    HandshakeData own = new OwnHandshake(handshake);
    own.setAuthToken(shared.json().map(auth));
    return own;
  }

  /** A client's own handshake, which is as old as its connection's. */
  private static final class OwnHandshake extends HandshakeData {

    private static final long serialVersionUID = 1;

    private final Date time;

    OwnHandshake(HandshakeData of) {
      super(
          of.getHttpHeaders(),
          of.getUrlParams(),
          of.getAddress(),
          of.getLocal(),
          of.getUrl(),
          of.isXdomain());
      time = of.getTime();
    }

    @Override
    public Date getTime() {
      return time;
    }
  }
}
