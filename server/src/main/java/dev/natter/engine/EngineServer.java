package dev.natter.engine;

import com.corundumstudio.socketio.BroadcastOperations;
import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.MultiRoomBroadcastOperations;
import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.SocketIONamespace;
import com.corundumstudio.socketio.SocketIOServer;
import com.corundumstudio.socketio.listener.DefaultExceptionListener;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * netty-socketio's server with a pipeline that conforms. Namespaces, listeners, rooms and
 * broadcasts are netty-socketio's API; what of it is not supported stands in the package's
 * description.
 *
 * <p>Thread: any.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failures.
public final class EngineServer extends SocketIOServer {

  private static final int CLOSE_SECONDS = 3;
  private static final int CLOSE_CHECK_MILLIS = 10;

  /** What may wait for a client that cannot be written to, before it misses what is volatile. */
  private static final int MOST_BEHIND_BYTES = 16 * 1024;

  private final EngineOptions options;
  private final ListenerPool listeners;
  private final Engine engine;
  private final EnginePipeline pipeline;

  /** Made while upstream's constructor runs, which asks for the main namespace. */
  private @Nullable Namespaces namespaces;

  private @Nullable EventLoops eventLoops;
  private @Nullable Channel listening;

  /** A server with what is set in netty-socketio's configuration. */
  public EngineServer(Configuration configuration) {
    this(configuration, EngineOptions.from(configuration));
  }

  /**
   * A server whose options win over the configuration's: of that, address, threads, sockets, TLS,
   * stores and listeners are used.
   */
  public EngineServer(Configuration configuration, EngineOptions options) {
    super(prepared(configuration, options));
    this.options = options;
    this.listeners = new ListenerPool(options);
    SocketIo shared =
        new SocketIo(
            configuration,
            options,
            (EngineJson) configuration.getJsonSupport(),
            listeners.executor(),
            name -> namespaces().joinable(name),
            this::loops);
    this.engine =
        new Engine(
            options,
            configuration.getAuthorizationListener(),
            listeners.executor(),
            options.sinks().orElse(sessions(shared)));
    this.pipeline = new EnginePipeline(engine, configuration);
  }

  private static Configuration prepared(Configuration configuration, EngineOptions options) {
    if (!(configuration.getJsonSupport() instanceof EngineJson)) {
      configuration.setJsonSupport(new EngineJson());
    }
    if (configuration.getExceptionListener().getClass() == DefaultExceptionListener.class) {
      configuration.setExceptionListener(new ListenerFaults());
    }
    configuration.setAckMode(options.ackMode());
    configuration.setContext(options.path());
    return configuration;
  }

  private static Engine.SinkMaker sessions(SocketIo shared) {
    return (connection, handshake, store, polling) -> {
      SocketIoSession session = new SocketIoSession(connection, shared, handshake);
      store.forEach((key, value) -> session.store().set(key, value));
      return session;
    };
  }

  private List<EngineLoop> loops() {
    return engine.loops();
  }

  private Namespaces namespaces() {
    Namespaces known = namespaces;
    if (known == null) {
      known = new Namespaces(getConfiguration());
      namespaces = known;
    }
    return known;
  }

  // Life.

  @Override
  public Future<Void> startAsync() {
    Configuration configuration = getConfiguration();
    EventLoops loops = EventLoops.of(configuration, engine.sweepMillis());
    eventLoops = loops;
    engine.start(loops.engineLoops());
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops.acceptors(), loops.workers())
            .channelFactory(loops.serverChannel())
            .childHandler(pipeline);
    applyConnectionOptions(bootstrap);
    InetSocketAddress address =
        configuration.getHostname() == null
            ? new InetSocketAddress(Math.max(0, configuration.getPort()))
            : new InetSocketAddress(
                configuration.getHostname(), Math.max(0, configuration.getPort()));
    ChannelFuture bound = bootstrap.bind(address);
    listening = bound.channel();
    return bound;
  }

  @Override
  protected void applyConnectionOptions(ServerBootstrap bootstrap) {
    super.applyConnectionOptions(bootstrap);
    // Else the connections that a killed process left behind keep the port from its successor.
    bootstrap.option(ChannelOption.SO_REUSEADDR, true);
    // One for all, where Netty's default is one for each.
    bootstrap.childOption(ChannelOption.RCVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator());
    int most = options.maxOutboundBytes();
    bootstrap.childOption(
        ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(most / 2, most));
  }

  /** The port that is listened on. */
  public int port() {
    return ((InetSocketAddress) listening().localAddress()).getPort();
  }

  /** How many connections there are, those included that joined no namespace. */
  int connections() {
    return engine.connections().size();
  }

  private Channel listening() {
    Channel known = listening;
    if (known == null) {
      throw new IllegalStateException("The server was not started.");
    }
    return known;
  }

  /** The event loops of all connections, for further listeners of the application's. */
  public EventLoopGroup workers() {
    EventLoops known = eventLoops;
    if (known == null) {
      throw new IllegalStateException("The server was not started.");
    }
    return known.workers();
  }

  /** Takes no new TCP connection from now on. */
  public void stopAccepting() {
    listening().close().syncUninterruptibly();
  }

  /**
   * Closes every connection with an Engine.IO close, so that clients come back; completes when all
   * were told, or could not be for a few seconds.
   */
  public CompletionStage<Void> closeSessions() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    for (Connection connection : engine.connections()) {
      connection.home().run(() -> connection.close(CloseReason.SHUTTING_DOWN));
    }
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_SECONDS);
    awaitClosed(done, deadline);
    return done;
  }

  private void awaitClosed(CompletableFuture<Void> done, long deadline) {
    if (engine.connections().isEmpty() || System.nanoTime() - deadline >= 0) {
      done.complete(null);
    } else {
      workers()
          .next()
          .schedule(() -> awaitClosed(done, deadline), CLOSE_CHECK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void stop() {
    EventLoops loops = eventLoops;
    if (loops != null) {
      loops.stop();
    }
    listeners.stop();
    getConfiguration().getStoreFactory().shutdown();
  }

  // Broadcasts.

  /**
   * Sends an event to a room's members; the frame stays its maker's. Broadcasts and joins asked for
   * by one thread take effect in that order.
   *
   * @param except a member that shall not hear it
   */
  public void broadcast(
      String namespace, String room, EventFrame frame, @Nullable EngineClient except) {
    EngineNamespace known = namespaces().find(namespace);
    if (known != null) {
      known.getRoomOperations(room).broadcast(frame, new EngineBroadcast.Except(except));
    }
  }

  /** As {@link #broadcast}, but not to those for whom much waits already. */
  public void broadcastVolatile(
      String namespace, String room, EventFrame frame, @Nullable EngineClient except) {
    EngineNamespace known = namespaces().find(namespace);
    if (known != null) {
      known
          .getRoomOperations(room)
          .broadcast(frame, client -> client == except || isBehind(client));
    }
  }

  /** A client that polls is not writable between two polls, but behind only if much waits. */
  private static boolean isBehind(SocketIOClient client) {
    return client instanceof EngineClient one
        && !one.isWritable()
        && one.waitingBytes() > MOST_BEHIND_BYTES;
  }

  /** Sends an event to everyone in a namespace; the frame stays its maker's. */
  public void broadcast(String namespace, EventFrame frame) {
    EngineNamespace known = namespaces().find(namespace);
    if (known != null) {
      known.getBroadcastOperations().broadcast(frame, EngineBroadcast.Except.NOBODY);
    }
  }

  /**
   * Runs something that sends a number of things, to whomever: each event loop gets all of it at
   * its end, as one task, in the order in which it was asked for. So a loop is woken once, however
   * many messages there are.
   */
  public void gather(Runnable sending) {
    Gathering.run(sending);
  }

  @Override
  public BroadcastOperations getBroadcastOperations() {
    List<BroadcastOperations> all = new ArrayList<>();
    namespaces().all().forEach(namespace -> all.add(namespace.getBroadcastOperations()));
    return new MultiRoomBroadcastOperations(all);
  }

  @Override
  public BroadcastOperations getRoomOperations(String... rooms) {
    List<BroadcastOperations> all = new ArrayList<>();
    namespaces().all().forEach(namespace -> all.add(namespace.getRoomOperations(rooms)));
    return new MultiRoomBroadcastOperations(all);
  }

  // Namespaces.

  @Override
  public EngineNamespace addNamespace(String name) {
    return namespaces().add(name);
  }

  /**
   * Lets clients into namespaces that match, each made when its first client comes and gone when
   * the last has left.
   *
   * @param setUp adds the listeners to a new one
   */
  public void addNamespaces(Pattern names, Consumer<EngineNamespace> setUp) {
    namespaces().addPattern(names, setUp);
  }

  @Override
  public @Nullable EngineNamespace getNamespace(String name) {
    return namespaces().find(name);
  }

  @Override
  public void removeNamespace(String name) {
    EngineNamespace removed = namespaces().remove(name);
    if (removed != null) {
      removed.getBroadcastOperations().disconnect();
    }
  }

  @Override
  public Collection<SocketIONamespace> getAllNamespaces() {
    return new ArrayList<>(namespaces().all());
  }

  @Override
  public Collection<SocketIOClient> getAllClients() {
    return namespaces().add("").getAllClients();
  }

  @Override
  public @Nullable SocketIOClient getClient(UUID id) {
    return namespaces().add("").getClient(id);
  }
}
