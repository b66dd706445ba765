package dev.natter.engine;

import com.corundumstudio.socketio.AuthTokenResult;
import com.corundumstudio.socketio.HandshakeData;
import com.corundumstudio.socketio.Transport;
import com.corundumstudio.socketio.handler.ClientHead;
import com.corundumstudio.socketio.namespace.Namespace;
import com.corundumstudio.socketio.protocol.EngineIOVersion;
import com.corundumstudio.socketio.protocol.Packet;
import com.corundumstudio.socketio.transport.NamespaceClient;
import io.netty.channel.ChannelFuture;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
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
final class SocketIoSession extends ClientHead implements MessageSink {

  private final Connection connection;
  private final SocketIo shared;
  private final @Nullable Turn turn;
  private final Map<String, EngineClient> clients = new ConcurrentHashMap<>(2);
  private final Set<String> applying = new HashSet<>(2);
  private @Nullable SocketPacket incomplete;
  private List<byte[]> attachments = List.of();
  private int attachedBytes;
  private long attachedBy;
  private boolean spoke;
  private volatile boolean packed;
  private boolean admitted;

  SocketIoSession(
      Connection connection, SocketIo shared, HandshakeData handshake, Transport transport) {
    super(
        UUID.randomUUID(),
        shared.noAcks(),
        shared.disconnects(),
        shared.configuration().getStoreFactory(),
        handshake,
        shared.nobody(),
        transport,
        null,
        shared.configuration(),
        handshake.getUrlParams());
    this.connection = connection;
    this.shared = shared;
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
      connect("/", QueryAuth.of(getHandshakeData().getUrlParams(), ""));
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
      if (client != null || applying.contains(path)) {
        connection.close(CloseReason.FORCED_SERVER_CLOSE);
      } else if (connection.isEio3()) {
        String ownQuery = query < 0 ? "" : name.substring(query);
        connect(path, QueryAuth.of(getHandshakeData().getUrlParams(), ownQuery));
      } else {
        connect(path, packet.data().size() == 0 ? EventArguments.of("{}") : packet.data());
      }
    } else if (client == null) {
      connection.close(CloseReason.FORCED_SERVER_CLOSE);
    } else if (packet.type() == SocketPacket.Type.DISCONNECT) {
      clients.remove(path);
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
    if (main != null && main.getNamespace().hearsHeartbeats()) {
      listen(() -> main.getNamespace().heartbeat(main));
    }
  }

  // Joining and leaving.

  private void connect(String path, EventArguments auth) {
    EngineNamespace namespace = shared.namespace(path);
    if (namespace == null) {
      refuse(path, Map.of("message", "Invalid namespace"));
      return;
    }
    HandshakeData known = getHandshakeData();
    HandshakeData handshake =
        new HandshakeData(
            known.getHttpHeaders(),
            known.getUrlParams(),
            known.getAddress(),
            known.getLocal(),
            known.getUrl(),
            known.isXdomain());
    EngineClient applicant = new EngineClient(this, namespace, handshake, auth);
    if (!namespace.asksApplicants()) {
      handshake.setAuthToken(shared.json().map(auth.json(0)));
      decided(path, applicant, AuthTokenResult.AuthTokenResultSuccess);
      return;
    }
    applying.add(path);
    listen(
        () ->
            namespace.ask(
                applicant,
                shared.json().map(auth.json(0)),
                result -> home().run(() -> decided(path, applicant, result))));
  }

  private void decided(String path, EngineClient applicant, AuthTokenResult result) {
    applying.remove(path);
    if (!connection.isOpen()) {
      return;
    }
    if (!result.isSuccess()) {
      refuse(path, result.getErrorData());
      return;
    }
    admitted = true;
    clients.put(path, applicant);
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
    if (clients.remove(path, client)) {
      control(SocketPacket.Type.DISCONNECT, path, "");
      client.leave(CloseReason.SERVER_LEFT);
    }
  }

  @Override
  public void closed(String reason) {
    incomplete = null;
    attachments = List.of();
    List<EngineClient> all = List.copyOf(clients.values());
    clients.clear();
    all.forEach(client -> client.leave(reason));
    shared.configuration().getStoreFactory().onDisconnect(this);
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
    home().run(() -> write(client, frames));
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

  // What netty-socketio asks of a connection. Thread: any.

  @Override
  public ChannelFuture send(Packet packet) {
    throw new UnsupportedOperationException("Packets are sent through a client.");
  }

  @Override
  public ChannelFuture send(Packet packet, Transport transport) {
    return send(packet);
  }

  @Override
  public Transport getCurrentTransport() {
    return connection.isPolling() ? Transport.POLLING : Transport.WEBSOCKET;
  }

  @Override
  public EngineIOVersion getEngineIOVersion() {
    return connection.isEio3() ? EngineIOVersion.V3 : EngineIOVersion.V4;
  }

  @Override
  public boolean isConnected() {
    return connection.isOpen();
  }

  @Override
  public boolean isChannelOpen() {
    return connection.isOpen();
  }

  @Override
  public boolean isWritable() {
    return connection.isWritable();
  }

  long waitingBytes() {
    return connection.waitingBytes();
  }

  @Override
  public void removeNamespaceClient(NamespaceClient client) {
    client.disconnect();
  }

  @Override
  public @Nullable NamespaceClient getChildClient(Namespace namespace) {
    return namespace instanceof EngineNamespace own ? clients.get(own.wireName()) : null;
  }

  @Override
  public Set<Namespace> getNamespaces() {
    Set<Namespace> joined = new HashSet<>();
    clients.values().forEach(client -> joined.add(client.getNamespace()));
    return joined;
  }

  @Override
  public void disconnect() {
    home().run(() -> connection.close(CloseReason.FORCED_SERVER_CLOSE));
  }

  @Override
  public void onChannelDisconnect() {
    disconnect();
  }
}
