package dev.natter.engine;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.corundumstudio.socketio.Configuration;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** A server of the engine alone that conformance suites can talk to. */
public final class EchoServer implements AutoCloseable {

  private final EngineServer server;

  private EchoServer(EngineServer server) {
    this.server = server;
  }

  public static void main(String[] args) {
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
    Map<String, String> flags = flags(args);
    EchoServer echo = start(flags);
    System.out.println("ready " + echo.port());
    Runtime.getRuntime().addShutdownHook(new Thread(echo::close));
  }

  private static Map<String, String> flags(String[] args) {
    Map<String, String> flags = new HashMap<>();
    for (int i = 0; i < args.length; i++) {
      String name = args[i];
      int equals = name.indexOf('=');
      if (equals > 0) {
        flags.put(name.substring(0, equals), name.substring(equals + 1));
      } else if (i + 1 < args.length && !args[i + 1].startsWith("--")) {
        flags.put(name, args[++i]);
      } else {
        flags.put(name, "true");
      }
    }
    return flags;
  }

  /** Starts a server; flags as on the command line. */
  public static EchoServer start(Map<String, String> flags) {
    Configuration configuration = new Configuration();
    configuration.setHostname(flags.getOrDefault("--host", "127.0.0.1"));
    configuration.setPort(Integer.parseInt(flags.getOrDefault("--port", "0")));
    boolean engineOnly = Boolean.parseBoolean(flags.getOrDefault("--engine-only", "false"));
    EngineOptions options = options(flags);
    if (engineOnly) {
      options =
          options
              .withPath("/engine.io")
              .withSinks((connection, handshake, store, polling) -> new EchoSink(connection));
    }
    EngineServer server = new EngineServer(configuration, options);
    if (!engineOnly) {
      EchoEvents.addTo(server.addNamespace("/"));
      EchoEvents.addTo(server.addNamespace("/custom"));
      EchoEvents.guard(server.addNamespace("/guarded"));
    }
    server.start();
    return new EchoServer(server);
  }

  private static EngineOptions options(Map<String, String> flags) {
    EngineOptions options =
        EngineOptions.defaults()
            .withPingInterval(millis(flags, "--ping-interval", 300))
            .withPingTimeout(millis(flags, "--ping-timeout", 200))
            .withConnectTimeout(millis(flags, "--connect-timeout", 45_000))
            .withUpgradeTimeout(millis(flags, "--upgrade-timeout", 10_000))
            .withHeaderTimeout(millis(flags, "--header-timeout", 10_000))
            .withBodyTimeout(millis(flags, "--body-timeout", 30_000))
            .withIdleTimeout(millis(flags, "--idle-timeout", 60_000))
            .withMaxHttpBufferSize(Integer.parseInt(flags.getOrDefault("--max-payload", "1000000")))
            .withAllowEio3(Boolean.parseBoolean(flags.getOrDefault("--allow-eio3", "true")))
            .withPerMessageDeflate(Boolean.parseBoolean(flags.getOrDefault("--deflate", "false")))
            .withCookie(flags.getOrDefault("--cookie", ""));
    String cors = flags.getOrDefault("--cors", "*");
    options = options.withCors(cors.isEmpty() ? Cors.off() : Cors.of(cors.split(",")));
    return flags.containsKey("--on-event-loop") ? options.onEventLoop() : options;
  }

  private static Duration millis(Map<String, String> flags, String name, int fallback) {
    return Duration.ofMillis(Long.parseLong(flags.getOrDefault(name, Integer.toString(fallback))));
  }

  public int port() {
    return server.port();
  }

  /** How many connections are known, those included that joined no namespace. */
  public int connections() {
    return server.connections();
  }

  public EngineServer server() {
    return server;
  }

  @Override
  public void close() {
    server.stop();
  }

  /** Sends every message back as it came. */
  private record EchoSink(Connection connection) implements MessageSink {

    @Override
    public void opened() {}

    @Override
    public void text(String message) {
      connection.send(Frame.text("4" + message));
    }

    @Override
    public void binary(byte[] message) {
      connection.send(Frame.binary(message, connection.isEio3()));
    }

    @Override
    public void heartbeat() {}

    @Override
    public void closed(String reason) {}

    @Override
    public boolean admitted() {
      return true;
    }

    @Override
    public long nanosLeft(long nowNanos) {
      return Long.MAX_VALUE;
    }
  }
}
