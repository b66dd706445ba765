package dev.natter.engine;

import com.corundumstudio.socketio.AckMode;
import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.Transport;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * What an {@link EngineServer} may be told beyond netty-socketio's {@link Configuration}. Names and
 * defaults are those of Node's {@code socket.io}, apart from {@link #allowEio3()}, which is on.
 * Immutable: each {@code with…} gives a changed copy.
 */
public final class EngineOptions {

  private String path = "/socket.io";
  private Duration pingInterval = Duration.ofSeconds(25);
  private Duration pingTimeout = Duration.ofSeconds(20);
  private Duration connectTimeout = Duration.ofSeconds(45);
  private Duration upgradeTimeout = Duration.ofSeconds(10);
  private Duration headerTimeout = Duration.ofSeconds(10);
  private Duration bodyTimeout = Duration.ofSeconds(30);
  private Duration idleTimeout = Duration.ofSeconds(60);
  private int maxHttpBufferSize = 1_000_000;
  private int maxAttachments = 10;
  private int maxJsonDepth = 32;
  private int maxOutboundBytes = 1 << 20;
  private Set<Transport> transports = EnumSet.allOf(Transport.class);
  private boolean allowUpgrades = true;
  private boolean allowEio3 = true;
  private Cors cors = Cors.off();
  private String cookie = "";
  private boolean perMessageDeflate;
  private int compressionThreshold = 1024;
  private boolean httpCompression = true;
  private Optional<Engine.SinkMaker> sinks = Optional.empty();
  private AckMode ackMode = AckMode.MANUAL;
  private Optional<Executor> listenerExecutor = Optional.empty();
  private Consumer<ChannelPipeline> front = pipeline -> {};
  private BiFunction<InetSocketAddress, HttpHeaders, InetSocketAddress> clientAddress =
      (peer, headers) -> peer;

  private EngineOptions() {}

  /** Node's defaults. */
  public static EngineOptions defaults() {
    return new EngineOptions();
  }

  /**
   * Node's defaults, and what is set in {@code configuration} where it differs from
   * netty-socketio's own default.
   */
  public static EngineOptions from(Configuration configuration) {
    Configuration untouched = new Configuration();
    EngineOptions options = new EngineOptions();
    options.path = configuration.getContext();
    if (configuration.getPingInterval() != untouched.getPingInterval()) {
      options.pingInterval = Duration.ofMillis(configuration.getPingInterval());
    }
    if (configuration.getPingTimeout() != untouched.getPingTimeout()) {
      options.pingTimeout = Duration.ofMillis(configuration.getPingTimeout());
    }
    if (configuration.getMaxHttpContentLength() != untouched.getMaxHttpContentLength()) {
      options.maxHttpBufferSize = configuration.getMaxHttpContentLength();
    }
    options.upgradeTimeout = Duration.ofMillis(configuration.getUpgradeTimeout());
    options.transports = Set.copyOf(configuration.getTransports());
    options.httpCompression = configuration.isHttpCompression();
    options.ackMode = configuration.getAckMode();
    if (configuration.getOrigin() != null) {
      options.cors = Cors.of(configuration.getOrigin());
    }
    return options;
  }

  /** The path of the Engine.IO endpoint, without the closing slash. */
  public String path() {
    return path;
  }

  public EngineOptions withPath(String value) {
    if (!value.startsWith("/") || value.length() == 1 || value.endsWith("/")) {
      throw new IllegalArgumentException(
          "A path begins with / and does not end with one: " + value);
    }
    return changed(o -> o.path = value);
  }

  /** The time from the last pong to the next ping (EIO 4), or that clients are told to use. */
  public Duration pingInterval() {
    return pingInterval;
  }

  public EngineOptions withPingInterval(Duration value) {
    return changed(o -> o.pingInterval = positive(value));
  }

  /** How long a peer may be silent after a ping was due. */
  public Duration pingTimeout() {
    return pingTimeout;
  }

  public EngineOptions withPingTimeout(Duration value) {
    return changed(o -> o.pingTimeout = positive(value));
  }

  /** How long a connection may live without having joined a namespace. */
  public Duration connectTimeout() {
    return connectTimeout;
  }

  public EngineOptions withConnectTimeout(Duration value) {
    return changed(o -> o.connectTimeout = positive(value));
  }

  /** How long an upgrade may take from its WebSocket handshake on. */
  public Duration upgradeTimeout() {
    return upgradeTimeout;
  }

  public EngineOptions withUpgradeTimeout(Duration value) {
    return changed(o -> o.upgradeTimeout = positive(value));
  }

  /** How long a client may take to send the headers of its first request. */
  public Duration headerTimeout() {
    return headerTimeout;
  }

  public EngineOptions withHeaderTimeout(Duration value) {
    return changed(o -> o.headerTimeout = positive(value));
  }

  /** How long a client may take to send the rest of a request, or of a packet with attachments. */
  public Duration bodyTimeout() {
    return bodyTimeout;
  }

  public EngineOptions withBodyTimeout(Duration value) {
    return changed(o -> o.bodyTimeout = positive(value));
  }

  /** How long a kept-alive HTTP connection may wait for its next request. */
  public Duration idleTimeout() {
    return idleTimeout;
  }

  public EngineOptions withIdleTimeout(Duration value) {
    return changed(o -> o.idleTimeout = positive(value));
  }

  /** The most bytes of a request's body or of a WebSocket message, after inflation. */
  public int maxHttpBufferSize() {
    return maxHttpBufferSize;
  }

  public EngineOptions withMaxHttpBufferSize(int bytes) {
    return changed(o -> o.maxHttpBufferSize = positive(bytes));
  }

  /** The most attachments of one packet. */
  public int maxAttachments() {
    return maxAttachments;
  }

  public EngineOptions withMaxAttachments(int count) {
    return changed(o -> o.maxAttachments = positive(count));
  }

  /** How deep arrays and objects may nest in one argument. */
  public int maxJsonDepth() {
    return maxJsonDepth;
  }

  public EngineOptions withMaxJsonDepth(int depth) {
    return changed(o -> o.maxJsonDepth = positive(depth));
  }

  /** The most bytes that may wait for one reader before it is disconnected. */
  public int maxOutboundBytes() {
    return maxOutboundBytes;
  }

  public EngineOptions withMaxOutboundBytes(int bytes) {
    return changed(o -> o.maxOutboundBytes = positive(bytes));
  }

  /** The transports that are offered. */
  public Set<Transport> transports() {
    return transports;
  }

  public EngineOptions withTransports(Set<Transport> value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("At least one transport is needed.");
    }
    return changed(o -> o.transports = Set.copyOf(value));
  }

  /** Whether a polling connection may become a WebSocket. */
  public boolean allowUpgrades() {
    return allowUpgrades;
  }

  public EngineOptions withAllowUpgrades(boolean value) {
    return changed(o -> o.allowUpgrades = value);
  }

  /** Whether clients of Engine.IO 3 (Socket.IO client 2.x) are let in. */
  public boolean allowEio3() {
    return allowEio3;
  }

  public EngineOptions withAllowEio3(boolean value) {
    return changed(o -> o.allowEio3 = value);
  }

  /** Which pages of other origins may connect. */
  public Cors cors() {
    return cors;
  }

  public EngineOptions withCors(Cors value) {
    return changed(o -> o.cors = value);
  }

  /** The name of the cookie that carries the Engine.IO id to sticky load balancers; empty: none. */
  public String cookie() {
    return cookie;
  }

  public EngineOptions withCookie(String name) {
    return changed(o -> o.cookie = name);
  }

  /** Whether WebSocket messages may be compressed. */
  public boolean perMessageDeflate() {
    return perMessageDeflate;
  }

  public EngineOptions withPerMessageDeflate(boolean value) {
    return changed(o -> o.perMessageDeflate = value);
  }

  /** The least bytes of a message or response that is worth compressing. */
  public int compressionThreshold() {
    return compressionThreshold;
  }

  public EngineOptions withCompressionThreshold(int bytes) {
    return changed(o -> o.compressionThreshold = positive(bytes));
  }

  /** Whether HTTP responses are compressed for clients that accept it. */
  public boolean httpCompression() {
    return httpCompression;
  }

  public EngineOptions withHttpCompression(boolean value) {
    return changed(o -> o.httpCompression = value);
  }

  /** What lies above connections instead of Socket.IO, if anything. */
  Optional<Engine.SinkMaker> sinks() {
    return sinks;
  }

  EngineOptions withSinks(Engine.SinkMaker value) {
    return changed(o -> o.sinks = Optional.of(value));
  }

  /** Whether an event is acknowledged by itself; by default only by its listener. */
  public AckMode ackMode() {
    return ackMode;
  }

  public EngineOptions withAckMode(AckMode value) {
    return changed(o -> o.ackMode = value);
  }

  /** Where listeners run; empty: on a pool of the server's own. */
  public Optional<Executor> listenerExecutor() {
    return listenerExecutor;
  }

  /** Runs listeners on {@code executor}, those of one connection one after another. */
  public EngineOptions withListenerExecutor(Executor executor) {
    return changed(o -> o.listenerExecutor = Optional.of(executor));
  }

  /** Runs listeners on the connection's event loop: they must not block. */
  public EngineOptions onEventLoop() {
    return withListenerExecutor(EventLoopListeners.INSTANCE);
  }

  /** Whether listeners run on the event loops. */
  boolean listensOnEventLoop() {
    return listenerExecutor.filter(e -> e == EventLoopListeners.INSTANCE).isPresent();
  }

  /**
   * Called with each new HTTP connection's pipeline, before the engine's own request handler is
   * added to its end. A handler added here sees {@code FullHttpRequest}s, one at a time, the next
   * when the last was answered, and passes on those that are not its own.
   */
  public Consumer<ChannelPipeline> front() {
    return front;
  }

  public EngineOptions withFront(Consumer<ChannelPipeline> value) {
    return changed(o -> o.front = value);
  }

  /** Tells from a peer and a handshake's headers what {@code HandshakeData.getAddress} is. */
  public BiFunction<InetSocketAddress, HttpHeaders, InetSocketAddress> clientAddress() {
    return clientAddress;
  }

  public EngineOptions withClientAddress(
      BiFunction<InetSocketAddress, HttpHeaders, InetSocketAddress> value) {
    return changed(o -> o.clientAddress = value);
  }

  private EngineOptions changed(Consumer<EngineOptions> change) {
    EngineOptions copy = new EngineOptions();
    copy.path = path;
    copy.pingInterval = pingInterval;
    copy.pingTimeout = pingTimeout;
    copy.connectTimeout = connectTimeout;
    copy.upgradeTimeout = upgradeTimeout;
    copy.headerTimeout = headerTimeout;
    copy.bodyTimeout = bodyTimeout;
    copy.idleTimeout = idleTimeout;
    copy.maxHttpBufferSize = maxHttpBufferSize;
    copy.maxAttachments = maxAttachments;
    copy.maxJsonDepth = maxJsonDepth;
    copy.maxOutboundBytes = maxOutboundBytes;
    copy.transports = transports;
    copy.allowUpgrades = allowUpgrades;
    copy.allowEio3 = allowEio3;
    copy.cors = cors;
    copy.cookie = cookie;
    copy.perMessageDeflate = perMessageDeflate;
    copy.compressionThreshold = compressionThreshold;
    copy.httpCompression = httpCompression;
    copy.sinks = sinks;
    copy.ackMode = ackMode;
    copy.listenerExecutor = listenerExecutor;
    copy.front = front;
    copy.clientAddress = clientAddress;
    change.accept(copy);
    return copy;
  }

  private static Duration positive(Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException("A duration above zero is needed: " + value);
    }
    return value;
  }

  private static int positive(int value) {
    if (value <= 0) {
      throw new IllegalArgumentException("A number above zero is needed: " + value);
    }
    return value;
  }

  /** Marks that listeners run where the packet was read. */
  private enum EventLoopListeners implements Executor {
    INSTANCE;

    @Override
    public void execute(Runnable task) {
      task.run();
    }
  }
}
