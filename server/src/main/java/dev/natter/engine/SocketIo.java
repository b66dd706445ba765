package dev.natter.engine;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.HandshakeData;
import com.corundumstudio.socketio.Transport;
import com.corundumstudio.socketio.ack.AckManager;
import com.corundumstudio.socketio.handler.ClientHead;
import com.corundumstudio.socketio.handler.ClientsBox;
import com.corundumstudio.socketio.store.MemoryStoreFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all Socket.IO sessions of a server share.
 *
 * <p>Thread: any.
 */
final class SocketIo {

  private static final String MESSAGE = "message";

  private final Configuration configuration;
  private final EngineOptions options;
  private final EngineJson json;
  private final PacketParser parser;
  private final PacketWriter writer;
  private final Executor listeners;
  private final Function<String, @Nullable EngineNamespace> namespaces;
  private final Supplier<List<EngineLoop>> loops;

  /**
   * A connection of upstream's, which its clients must have: one without a use, for all of them,
   * because it takes 500 bytes.
   */
  private final ClientHead head;

  SocketIo(
      Configuration configuration,
      EngineOptions options,
      EngineJson json,
      Executor listeners,
      Function<String, @Nullable EngineNamespace> namespaces,
      Supplier<List<EngineLoop>> loops) {
    this.configuration = configuration;
    this.options = options;
    this.json = json;
    this.parser = new PacketParser(json, options.maxAttachments(), options.maxJsonDepth());
    this.writer = new PacketWriter(json);
    this.listeners = listeners;
    this.head =
        new ClientHead(
            new UUID(0, 0),
            new AckManager(null),
            client -> {},
            new MemoryStoreFactory(),
            new HandshakeData(),
            new ClientsBox(),
            Transport.WEBSOCKET,
            null,
            configuration,
            Map.of());
    this.namespaces = namespaces;
    this.loops = loops;
  }

  List<EngineLoop> loops() {
    return loops.get();
  }

  ClientHead head() {
    return head;
  }

  Configuration configuration() {
    return configuration;
  }

  EngineOptions options() {
    return options;
  }

  EngineJson json() {
    return json;
  }

  PacketParser parser() {
    return parser;
  }

  PacketWriter writer() {
    return writer;
  }

  /** A namespace by its name on the wire, made now if it is dynamic. */
  @Nullable EngineNamespace namespace(String wireName) {
    return namespaces.apply(wireName);
  }

  /** Where a connection's listeners take turns; none if they run on its event loop. */
  @Nullable Turn turn(Connection connection) {
    if (options.listensOnEventLoop()) {
      return null;
    }
    return new Turn(
        listeners,
        () -> connection.home().run(() -> connection.pauseReading(true)),
        () -> connection.home().run(() -> connection.pauseReading(false)));
  }

  /** Why a client of protocol 5 is refused: an object with a message. */
  String refusal(@Nullable Object fault) {
    Map<String, Object> object = new LinkedHashMap<>();
    if (fault instanceof Map<?, ?> given) {
      given.forEach((name, value) -> object.put(String.valueOf(name), value));
      object.putIfAbsent(MESSAGE, "");
    } else {
      object.put(MESSAGE, String.valueOf(fault));
    }
    return text(object);
  }

  /** Why a client of protocol 4 is refused: the data, if there is some, else the bare message. */
  String bareRefusal(@Nullable Object fault) {
    if (fault instanceof Map<?, ?> given) {
      Object data = given.get("data");
      return text(data == null ? String.valueOf(given.get(MESSAGE)) : data);
    }
    return text(String.valueOf(fault));
  }

  private String text(Object value) {
    return new String(json.write(value, new ArrayList<>(0)), StandardCharsets.UTF_8);
  }
}
