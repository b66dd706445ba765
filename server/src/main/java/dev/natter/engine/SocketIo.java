package dev.natter.engine;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.DisconnectableHub;
import com.corundumstudio.socketio.ack.AckManager;
import com.corundumstudio.socketio.handler.ClientsBox;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private final DisconnectableHub disconnects;
  private final Supplier<List<EngineLoop>> loops;

  /** Upstream's table of sessions, which nobody is in: its clients ask for one. */
  private final ClientsBox nobody = new ClientsBox();

  /** Upstream's table of acknowledgements, which is never used: one is enough for all sessions. */
  private final AckManager noAcks = new AckManager(null);

  SocketIo(
      Configuration configuration,
      EngineOptions options,
      EngineJson json,
      Executor listeners,
      Function<String, @Nullable EngineNamespace> namespaces,
      DisconnectableHub disconnects,
      Supplier<List<EngineLoop>> loops) {
    this.configuration = configuration;
    this.options = options;
    this.json = json;
    this.parser = new PacketParser(json, options.maxAttachments(), options.maxJsonDepth());
    this.writer = new PacketWriter(json);
    this.listeners = listeners;
    this.namespaces = namespaces;
    this.disconnects = disconnects;
    this.loops = loops;
  }

  List<EngineLoop> loops() {
    return loops.get();
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

  DisconnectableHub disconnects() {
    return disconnects;
  }

  AckManager noAcks() {
    return noAcks;
  }

  ClientsBox nobody() {
    return nobody;
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
