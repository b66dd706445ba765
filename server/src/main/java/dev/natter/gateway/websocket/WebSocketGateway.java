package dev.natter.gateway.websocket;

import dev.natter.auth.Bearer;
import dev.natter.auth.BrowserHeaders;
import dev.natter.auth.Doorkeeper;
import dev.natter.auth.Knock;
import dev.natter.chat.Messages;
import dev.natter.chat.RejectCode;
import dev.natter.chat.RoomDesk;
import dev.natter.chat.RoomId;
import dev.natter.chat.SessionId;
import dev.natter.net.HttpAnswer;
import dev.natter.net.HttpExchange;
import dev.natter.net.HttpRoute;
import dev.natter.net.WebSocketUpgrade;
import dev.natter.wire.ConnectRequest;
import dev.natter.wire.Dialect;
import dev.natter.wire.MalformedException;
import dev.natter.wire.Problem;
import dev.natter.wire.RoomNames;
import dev.natter.wire.Space;
import dev.natter.wire.Spaces;
import dev.natter.wire.WireCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The raw WebSocket door. The path or {@code ?dialect=} chooses the dialect; {@code ?room=}, {@code
 * ?namespace=}, {@code ?name=} and {@code ?token=} say where and as whom.
 *
 * <p>Thread: io.
 */
public final class WebSocketGateway {

  private static final int GOING_AWAY = 1001;

  private final Messages messages;
  private final Doorkeeper doorkeeper;
  private final RoomDesk desk;
  private final WebSocketAudience audience;
  private final WebSocketUpgrade upgrade;
  private final Spaces spaces;

  /**
   * A door.
   *
   * @param doorkeeper asked about everybody who connects, and about every message
   * @param audience its listeners, which the fan-out must have been given
   * @param spaces the namespaces that exist; of their dialects only raw ones matter here
   */
  public WebSocketGateway(
      Messages messages,
      Doorkeeper doorkeeper,
      RoomDesk desk,
      WebSocketAudience audience,
      WebSocketUpgrade upgrade,
      Spaces spaces) {
    this.messages = messages;
    this.doorkeeper = doorkeeper;
    this.desk = desk;
    this.audience = audience;
    this.upgrade = upgrade;
    this.spaces = spaces;
  }

  /** The door's paths beside the engine. */
  public List<HttpRoute> routes() {
    List<HttpRoute> routes = new ArrayList<>();
    if (isSpoken(Dialect.WS_JSON)) {
      routes.add(HttpRoute.get("/ws/json", exchange -> open(exchange, Dialect.WS_JSON)));
    }
    if (isSpoken(Dialect.WS_TEXT)) {
      routes.add(HttpRoute.get("/ws/text", exchange -> open(exchange, Dialect.WS_TEXT)));
    }
    return routes;
  }

  private boolean isSpoken(Dialect dialect) {
    return spaces.all().stream().anyMatch(space -> space.dialects().contains(dialect));
  }

  /** The paths of a listener that has nothing but this door: the same, and JSON everywhere else. */
  public List<HttpRoute> portRoutes() {
    List<HttpRoute> routes = new ArrayList<>(routes());
    Dialect first = isSpoken(Dialect.WS_JSON) ? Dialect.WS_JSON : Dialect.WS_TEXT;
    routes.add(HttpRoute.get("/*", exchange -> open(exchange, first)));
    return routes;
  }

  /** Closes every connection, each being told that the server stops; done when all are closed. */
  public CompletableFuture<Void> close(Duration patience) {
    return upgrade
        .close(GOING_AWAY, "server stopping")
        .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void open(HttpExchange exchange, Dialect byPath) {
    try {
      ConnectRequest request = ConnectRequest.read("", exchange.query());
      Dialect dialect = request.dialect().orElse(byPath);
      String namespace = exchange.query().getOrDefault("namespace", "/");
      Optional<Space> space = spaces.find(namespace);
      if (space.isEmpty()) {
        exchange.answer(problem(RejectCode.NOT_FOUND, "There is no such namespace."));
        return;
      }
      if (dialect.isSocketIo() || !space.get().dialects().contains(dialect)) {
        throw new MalformedException("This dialect is not spoken here.");
      }
      String name = request.room().isEmpty() ? RoomId.LOBBY : request.room();
      RoomId room = RoomNames.id(namespace, name);
      SessionId id = new SessionId(UUID.randomUUID().toString());
      Bearer bearer = Bearer.ofHandshake(request.token(), BrowserHeaders.of(exchange::headers));
      Knock knock = new Knock(namespace, bearer, request.name(), id, exchange.address());
      upgrade.upgrade(
          exchange,
          link -> {
            var session =
                new WebSocketSession(link, dialect, room, id, messages, doorkeeper, desk, audience);
            var unused = doorkeeper.admit(knock).thenAccept(session::decided);
            return session.listener();
          });
    } catch (MalformedException e) {
      exchange.answer(problem(RejectCode.BAD_REQUEST, e.sentence()));
    }
  }

  private static HttpAnswer problem(RejectCode code, String detail) {
    return HttpAnswer.text(
        code.httpStatus(), Problem.CONTENT_TYPE, WireCodec.json(Problem.of(code, detail)));
  }
}
