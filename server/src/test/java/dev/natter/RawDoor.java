package dev.natter;

import dev.natter.auth.Doorkeeper;
import dev.natter.chat.Attendance;
import dev.natter.chat.ChatLimits;
import dev.natter.chat.LastSeen;
import dev.natter.chat.MemoryUserStore;
import dev.natter.chat.Messages;
import dev.natter.chat.RoomDesk;
import dev.natter.chat.Rooms;
import dev.natter.chat.ScriptedStore;
import dev.natter.chat.UserNames;
import dev.natter.fanout.Fanout;
import dev.natter.gateway.http.Callers;
import dev.natter.gateway.http.Health;
import dev.natter.gateway.http.MessageRoutes;
import dev.natter.gateway.http.Problems;
import dev.natter.gateway.http.RestApi;
import dev.natter.gateway.websocket.WebSocketAudience;
import dev.natter.gateway.websocket.WebSocketGateway;
import dev.natter.net.ConnectionLimits;
import dev.natter.net.HttpFront;
import dev.natter.net.HttpRoute;
import dev.natter.net.OriginRule;
import dev.natter.net.PlainListener;
import dev.natter.net.TrustedProxies;
import dev.natter.net.WebSocketLimits;
import dev.natter.net.WebSocketUpgrade;
import dev.natter.wire.Dialect;
import dev.natter.wire.Spaces;
import io.netty.channel.nio.NioEventLoopGroup;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The raw WebSocket door and the HTTP routes on a port of their own, without an engine. */
public final class RawDoor implements AutoCloseable {

  public final ScriptedStore store = new ScriptedStore();
  public final List<Throwable> faults = Collections.synchronizedList(new ArrayList<>());
  public final WebSocketGateway gateway;
  public final ConnectionLimits connections;
  private final NioEventLoopGroup loops = new NioEventLoopGroup(2);
  private final Messages messages;
  private final PlainListener listener;

  private RawDoor(WebSocketLimits limits, ConnectionLimits connections) throws IOException {
    Spaces spaces = Spaces.of(Set.of("/", "/other"), Set.of(Dialect.values()));
    Fanout fanout = new Fanout(faults::add);
    Rooms rooms = new Rooms();
    messages =
        new Messages(store, rooms, fanout, ChatLimits.defaults(), System::nanoTime, faults::add);
    Doorkeeper doorkeeper = Doorkeeper.open(faults::add);
    RoomDesk desk =
        RoomDesk.of(
            rooms,
            messages,
            new UserNames(new Attendance(), user -> Optional.empty()),
            fanout,
            fanout,
            new LastSeen(new MemoryUserStore()),
            Duration.ZERO,
            System::nanoTime,
            faults::add);
    WebSocketAudience audience = new WebSocketAudience(desk);
    fanout.add(audience);
    this.connections = connections;
    gateway =
        new WebSocketGateway(
            messages,
            doorkeeper,
            desk,
            audience,
            new WebSocketUpgrade(new OriginRule(List.of()), limits, Problems::of),
            spaces);
    List<HttpRoute> routes = new ArrayList<>();
    routes.addAll(new Health(messages::accepting).routes());
    routes.addAll(
        new RestApi(Callers.guests(), spaces, faults::add)
            .with(new MessageRoutes(messages))
            .routes());
    routes.addAll(gateway.portRoutes());
    HttpFront front = new HttpFront(routes, Optional.empty(), Problems::of, faults::add);
    listener = PlainListener.open("127.0.0.1", 0, loops, connections::guard, front);
  }

  public static RawDoor open() throws IOException {
    return new RawDoor(
        WebSocketLimits.defaults(), new ConnectionLimits(1_000, 1_000, TrustedProxies.NONE));
  }

  public static RawDoor open(WebSocketLimits limits) throws IOException {
    return new RawDoor(limits, new ConnectionLimits(1_000, 1_000, TrustedProxies.NONE));
  }

  public static RawDoor open(ConnectionLimits connections) throws IOException {
    return new RawDoor(WebSocketLimits.defaults(), connections);
  }

  public int port() {
    return listener.port();
  }

  @Override
  public void close() {
    listener.close();
    messages.close(Duration.ofSeconds(5));
    gateway.close(Duration.ofSeconds(3)).join();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
