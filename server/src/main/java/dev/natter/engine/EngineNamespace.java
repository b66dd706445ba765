package dev.natter.engine;

import com.corundumstudio.socketio.AckMode;
import com.corundumstudio.socketio.AckRequest;
import com.corundumstudio.socketio.AuthTokenListener;
import com.corundumstudio.socketio.AuthTokenResult;
import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.listener.ConnectListener;
import com.corundumstudio.socketio.listener.DataListener;
import com.corundumstudio.socketio.listener.DisconnectListener;
import com.corundumstudio.socketio.listener.EventInterceptor;
import com.corundumstudio.socketio.listener.ExceptionListener;
import com.corundumstudio.socketio.listener.MultiTypeEventListener;
import com.corundumstudio.socketio.listener.PingListener;
import com.corundumstudio.socketio.listener.PongListener;
import com.corundumstudio.socketio.namespace.Namespace;
import com.corundumstudio.socketio.protocol.EngineIOVersion;
import com.corundumstudio.socketio.protocol.Packet;
import com.corundumstudio.socketio.protocol.PacketType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A namespace: its listeners, its clients and its rooms, behind netty-socketio's interface.
 * Upstream has clients in it before they were let in, tells listeners no reason, and has no
 * listener for all events.
 *
 * <p>Thread: any; what runs listeners is called where they run.
 */
public final class EngineNamespace extends Namespace {

  private final String wireName;
  private final AckMode ackMode;
  private final ExceptionListener faults;
  private final PacketWriter writer;
  private final RoomTable rooms = new RoomTable();

  /** By their public ids. */
  private final Map<String, EngineClient> clients = new ConcurrentHashMap<>();

  private final Map<String, EventListeners> listeners = new ConcurrentHashMap<>();
  private final List<ConnectListener> connects = new CopyOnWriteArrayList<>();
  private final List<DisconnectListener> disconnects = new CopyOnWriteArrayList<>();
  private final List<EventInterceptor> interceptors = new CopyOnWriteArrayList<>();
  private final List<AnyEventListener> anyListeners = new CopyOnWriteArrayList<>();
  private final List<EventMiddleware> eventMiddlewares = new CopyOnWriteArrayList<>();
  private final Applicants applicants = new Applicants(this);
  private volatile boolean heartbeats;
  private volatile Runnable onEmpty = () -> {};

  EngineNamespace(String name, Configuration configuration, EngineJson json) {
    super(name, configuration);
    this.wireName = name.isEmpty() ? "/" : name;
    this.ackMode = configuration.getAckMode();
    this.faults = configuration.getExceptionListener();
    this.writer = new PacketWriter(json);
  }

  /** The name that clients use: {@code /} or {@code /name}. */
  public String wireName() {
    return wireName;
  }

  PacketWriter writer() {
    return writer;
  }

  RoomTable rooms() {
    return rooms;
  }

  // Listeners.

  /** Asks before each client joins. */
  public void use(ConnectMiddleware middleware) {
    applicants.add(middleware);
  }

  /** Asks before listeners hear an event. */
  public void use(EventMiddleware middleware) {
    eventMiddlewares.add(middleware);
  }

  /** Hears every event. */
  public void addAnyListener(AnyEventListener listener) {
    anyListeners.add(listener);
  }

  @Override
  public void addAuthTokenListener(AuthTokenListener listener) {
    super.addAuthTokenListener(listener);
    applicants.askTokenListeners();
  }

  @Override
  public <T> void addEventListener(String event, Class<T> type, DataListener<T> listener) {
    listeners.computeIfAbsent(event, name -> new EventListeners()).add(listener, List.of(type));
  }

  @Override
  public void addMultiTypeEventListener(
      String event, MultiTypeEventListener listener, Class<?>... types) {
    listeners.computeIfAbsent(event, name -> new EventListeners()).add(listener, List.of(types));
  }

  @Override
  public void removeAllListeners(String event) {
    listeners.remove(event);
  }

  @Override
  public void addEventInterceptor(EventInterceptor interceptor) {
    interceptors.add(interceptor);
  }

  @Override
  public void addConnectListener(ConnectListener listener) {
    connects.add(listener);
  }

  @Override
  public void addDisconnectListener(DisconnectListener listener) {
    disconnects.add(listener);
  }

  @Override
  @Deprecated
  public void addPingListener(PingListener listener) {
    heartbeats = true;
    super.addPingListener(listener);
  }

  @Override
  public void addPongListener(PongListener listener) {
    heartbeats = true;
    super.addPongListener(listener);
  }

  boolean hearsHeartbeats() {
    return heartbeats;
  }

  void heartbeat(EngineClient client) {
    if (client.getEngineIOVersion() == EngineIOVersion.V3) {
      onPing(client);
    } else {
      onPong(client);
    }
  }

  // Clients.

  boolean asksApplicants() {
    return applicants.areAsked();
  }

  void ask(EngineClient applicant, Consumer<AuthTokenResult> then) {
    applicants.ask(applicant, then);
  }

  /** Does nothing: clients are in when they were let in. */
  @Override
  public void addClient(SocketIOClient client) {}

  void register(EngineClient client) {
    clients.put(client.publicId(), client);
    rooms.enterAll(client);
  }

  void unregister(EngineClient client) {
    clients.remove(client.publicId());
    rooms.exitAll(client);
    if (clients.isEmpty()) {
      onEmpty.run();
    }
  }

  /** Called when the last client has gone. */
  void onEmpty(Runnable action) {
    onEmpty = action;
  }

  void joined(EngineClient client) {
    for (ConnectListener listener : connects) {
      try {
        listener.onConnect(client);
      } catch (Exception e) {
        faults.onConnectException(e, client);
      }
    }
  }

  void left(EngineClient client) {
    for (DisconnectListener listener : disconnects) {
      try {
        listener.onDisconnect(client);
      } catch (Exception e) {
        faults.onDisconnectException(e, client);
      }
    }
  }

  // Events.

  void receive(EngineClient client, SocketPacket packet) {
    if (!client.isJoined()) {
      return;
    }
    EventArguments arguments = packet.data();
    AckRequest ack = ackRequest(client, packet);
    EventListeners named = listeners.get(packet.event());
    try {
      for (EventMiddleware middleware : eventMiddlewares) {
        if (!middleware.passes(client, packet.event(), arguments)) {
          return;
        }
      }
      for (AnyEventListener listener : anyListeners) {
        listener.onEvent(client, packet.event(), arguments, ack);
      }
      if (named != null) {
        named.call(client, arguments, ack);
        for (EventInterceptor interceptor : interceptors) {
          interceptor.onEvent(client, packet.event(), named.values(arguments), ack);
        }
      }
    } catch (EventListeners.Mismatch e) {
      ClientFaults.note(e);
      return;
    } catch (Exception e) {
      faults.onEventException(e, new ArrayList<>(arguments.texts()), client);
      if (ackMode == AckMode.AUTO_SUCCESS_ONLY) {
        return;
      }
    }
    if (ackMode != AckMode.MANUAL && named != null) {
      ack.sendAckData(List.of());
    }
  }

  private static AckRequest ackRequest(EngineClient client, SocketPacket packet) {
    Packet original = new Packet(PacketType.MESSAGE, client.getEngineIOVersion());
    if (packet.hasId()) {
      original.setAckId(packet.id());
    }
    return new AckRequest(original, client);
  }

  // Rooms.

  Room take(String room, EngineClient client) {
    return rooms.take(room, client);
  }

  void drop(String room, EngineClient client) {
    rooms.drop(room, client);
  }

  @Override
  public EngineBroadcast getBroadcastOperations() {
    return new EngineBroadcast(this, Set.of());
  }

  @Override
  public EngineBroadcast getRoomOperations(String room) {
    return new EngineBroadcast(this, Set.of(room));
  }

  @Override
  public EngineBroadcast getRoomOperations(String... names) {
    return new EngineBroadcast(this, Set.copyOf(Arrays.asList(names)));
  }

  @Override
  public void joinRoom(String room, UUID sessionId) {
    join(room, sessionId);
  }

  @Override
  public void join(String room, UUID sessionId) {
    joinRooms(Set.of(room), sessionId);
  }

  @Override
  public void joinRooms(Set<String> names, UUID sessionId) {
    EngineClient client = getClient(sessionId);
    if (client != null) {
      client.joinRooms(names);
    }
  }

  @Override
  public void leaveRoom(String room, UUID sessionId) {
    leave(room, sessionId);
  }

  @Override
  public void leave(String room, UUID sessionId) {
    leaveRooms(Set.of(room), sessionId);
  }

  @Override
  public void leaveRooms(Set<String> names, UUID sessionId) {
    EngineClient client = getClient(sessionId);
    if (client != null) {
      client.leaveRooms(names);
    }
  }

  @Override
  public void dispatch(String room, Packet packet) {
    EngineBroadcast broadcast =
        room.equals(getName()) ? getBroadcastOperations() : getRoomOperations(room);
    broadcast.send(packet);
  }

  @Override
  public Set<String> getRooms(SocketIOClient client) {
    return client.getAllRooms();
  }

  @Override
  public Set<String> getRooms() {
    return rooms.names();
  }

  @Override
  public Iterable<SocketIOClient> getRoomClients(String room) {
    return Collections.unmodifiableCollection(rooms.members(room));
  }

  @Override
  public int getRoomClientsInCluster(String room) {
    return rooms.members(room).size();
  }

  @Override
  public Collection<SocketIOClient> getAllClients() {
    return Collections.unmodifiableCollection(clients.values());
  }

  @Override
  public @Nullable EngineClient getClient(UUID sessionId) {
    return clients.get(sessionId.toString());
  }

  /** The client that others know by this id: a room of its own, as in Node. */
  public Optional<EngineClient> byPublicId(String publicId) {
    return Optional.ofNullable(clients.get(publicId));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return wireName.hashCode();
  }
}
