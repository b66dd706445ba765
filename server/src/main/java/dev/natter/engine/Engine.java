package dev.natter.engine;

import com.corundumstudio.socketio.AuthorizationListener;
import com.corundumstudio.socketio.AuthorizationResult;
import com.corundumstudio.socketio.HandshakeData;
import com.corundumstudio.socketio.Transport;
import com.corundumstudio.socketio.handler.SuccessAuthorizationListener;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What all connections of a server share: options, event loops, and the table of who is there. Ids
 * come from here alone; upstream takes them from clients' cookies.
 *
 * <p>Thread: any.
 */
final class Engine {

  private static final int SID_BYTES = 20;

  private final EngineOptions options;
  private final AuthorizationListener authorization;
  private final Executor listeners;
  private final SinkMaker sinks;
  private final Recurring recurring = new Recurring();
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Connection> connections = new ConcurrentHashMap<>();

  /** One for all connections. */
  private final Consumer<Connection> onGone = this::forget;

  private final WebSocketUpgrade upgrade;
  private IdentityHashMap<EventExecutor, EngineLoop> loops = new IdentityHashMap<>();
  private List<EngineLoop> loopList = List.of();

  /** Makes what lies above a new connection. */
  interface SinkMaker {

    MessageSink sink(
        Connection connection, HandshakeData handshake, Map<String, Object> store, boolean polling);
  }

  Engine(
      EngineOptions options,
      AuthorizationListener authorization,
      Executor listeners,
      SinkMaker sinks) {
    this.options = options;
    this.authorization = authorization;
    this.listeners = listeners;
    this.sinks = sinks;
    this.upgrade = new WebSocketUpgrade(this);
  }

  /** Lets connections live on these loops. */
  void start(List<EngineLoop> all) {
    IdentityHashMap<EventExecutor, EngineLoop> byExecutor = new IdentityHashMap<>();
    for (EngineLoop loop : all) {
      byExecutor.put(loop.executor(), loop);
    }
    loops = byExecutor;
    loopList = List.copyOf(all);
  }

  /** How often the loops have to look for what is due. */
  long sweepMillis() {
    long shortest = Math.min(options.pingInterval().toMillis(), options.pingTimeout().toMillis());
    shortest = Math.min(shortest, options.connectTimeout().toMillis());
    // Deadlines of requests may be seen an eighth of their time late.
    shortest = Math.min(shortest, 2 * options.headerTimeout().toMillis());
    shortest = Math.min(shortest, 2 * options.bodyTimeout().toMillis());
    return Math.max(10, Math.min(1000, shortest / 16));
  }

  EngineOptions options() {
    return options;
  }

  Recurring recurring() {
    return recurring;
  }

  WebSocketUpgrade upgrade() {
    return upgrade;
  }

  List<EngineLoop> loops() {
    return loopList;
  }

  EngineLoop loop(EventLoop executor) {
    EngineLoop loop = loops.get(executor);
    if (loop == null) {
      throw new IllegalStateException("An event loop of another group.");
    }
    return loop;
  }

  /** A connection that is still to be opened and registered. */
  Connection connect(EngineLoop home, boolean eio3, boolean base64) {
    byte[] id = new byte[SID_BYTES];
    random.nextBytes(id);
    String sid = Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    return new Connection(home, options, sid, eio3, base64, onGone);
  }

  private void forget(Connection gone) {
    connections.remove(gone.sid(), gone);
  }

  MessageSink sink(
      Connection connection, HandshakeData handshake, Map<String, Object> store, boolean polling) {
    return sinks.sink(connection, handshake, store, polling);
  }

  /** A connection's first packet. See "Handshake" of the Engine.IO protocol. */
  static Frame openPacket(EngineOptions options, String sid, boolean polling) {
    boolean upgradable =
        polling && options.allowUpgrades() && options.transports().contains(Transport.WEBSOCKET);
    return Frame.text(
        "0{\"sid\":\""
            + sid
            + "\",\"upgrades\":["
            + (upgradable ? "\"websocket\"" : "")
            + "],\"pingInterval\":"
            + options.pingInterval().toMillis()
            + ",\"pingTimeout\":"
            + options.pingTimeout().toMillis()
            + ",\"maxPayload\":"
            + options.maxHttpBufferSize()
            + "}");
  }

  void register(Connection connection) {
    connections.put(connection.sid(), connection);
  }

  @Nullable Connection connection(String sid) {
    return connections.get(sid);
  }

  Collection<Connection> connections() {
    return connections.values();
  }

  /** Names the connection to load balancers, if that is wanted. */
  void cookie(Exchange exchange, Connection connection) {
    if (!options.cookie().isEmpty()) {
      exchange.cookie(
          options.cookie() + "=" + connection.sid() + "; Path=/; HttpOnly; SameSite=Lax");
    }
  }

  /** Asks the application whether the handshake may go on. */
  void authorize(HandshakeData handshake, Consumer<AuthorizationResult> then) {
    if (authorization instanceof SuccessAuthorizationListener) {
      then.accept(AuthorizationResult.SUCCESSFUL_AUTHORIZATION);
      return;
    }
    try {
      listeners.execute(() -> then.accept(ask(handshake)));
    } catch (RejectedExecutionException e) {
      then.accept(AuthorizationResult.FAILED_AUTHORIZATION);
    }
  }

  private AuthorizationResult ask(HandshakeData handshake) {
    try {
      return authorization.getAuthorizationResult(handshake);
    } catch (RuntimeException e) {
      ListenerFaults.tell("authorization", e);
      return AuthorizationResult.FAILED_AUTHORIZATION;
    }
  }
}
