package dev.natter.conformance;

import com.corundumstudio.socketio.Configuration;
import dev.natter.engine.EngineClient;
import dev.natter.engine.EngineNamespace;
import dev.natter.engine.EngineOptions;
import dev.natter.engine.EngineServer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A server of a test's own, whose API the test calls, and what its listeners tell the test. */
final class ApiServer implements AutoCloseable {
  private final EngineServer server;
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final List<Wire> wires = new ArrayList<>();

  private ApiServer(Configuration configuration, EngineOptions options) {
    server = new EngineServer(configuration, options);
    server.start();
  }

  static ApiServer start() {
    return start(new Configuration(), EngineOptions.defaults());
  }

  static ApiServer start(EngineOptions options) {
    return start(new Configuration(), options);
  }

  static ApiServer start(Configuration configuration, EngineOptions options) {
    Assumptions.assumeFalse(Target.calm().isReference(), "calls the server's API");
    configuration.setHostname("127.0.0.1");
    configuration.setPort(0);
    return new ApiServer(configuration, options);
  }

  EngineServer server() {
    return server;
  }

  EngineNamespace main() {
    return server.addNamespace("");
  }

  Target target() {
    return new Target("127.0.0.1", server.port(), false);
  }

  Wire open(Way way) {
    Wire wire = way.open(target());
    wires.add(wire);
    return wire;
  }

  /** A WebSocket client in the default namespace. */
  Member member(String... rooms) {
    return member(Way.V4_WEBSOCKET, rooms);
  }

  Member member(Way way, String... rooms) {
    Wire wire = open(way);
    EngineClient client = main().getClient(UUID.fromString(wire.join("/", "")));
    if (client == null) {
      throw new AssertionError("the client is not known by its id");
    }
    for (String room : rooms) {
      client.joinRoom(room);
    }
    return new Member(wire, client);
  }

  /** Both ends of one client. */
  record Member(Wire wire, EngineClient client) {}

  /** A listener was called. */
  void tell(Object what) {
    told.add(String.valueOf(what));
  }

  /** What a listener told next. */
  String next() {
    try {
      String line = told.poll(Target.patience().toMillis(), TimeUnit.MILLISECONDS);
      if (line == null) {
        throw new AssertionError("nothing was told");
      }
      return line;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Whether everything told was asked for. */
  boolean isQuiet() {
    return told.isEmpty();
  }

  @Override
  public void close() {
    wires.forEach(Wire::close);
    server.stop();
  }
}
