package dev.natter;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOChannelInitializer;
import dev.natter.chat.ChatLimits;
import dev.natter.chat.FileLimits;
import dev.natter.chat.Files;
import dev.natter.chat.MemoryFileStore;
import dev.natter.chat.MessageStore;
import dev.natter.chat.Messages;
import dev.natter.chat.Participants;
import dev.natter.chat.Rooms;
import dev.natter.engine.EngineOptions;
import dev.natter.engine.EngineServer;
import dev.natter.fanout.Fanout;
import dev.natter.gateway.http.Callers;
import dev.natter.gateway.http.FileRoutes;
import dev.natter.gateway.http.Health;
import dev.natter.gateway.http.MessageRoutes;
import dev.natter.gateway.http.Problems;
import dev.natter.gateway.http.RestApi;
import dev.natter.gateway.socketio.SocketIoGateway;
import dev.natter.gateway.websocket.WebSocketAudience;
import dev.natter.gateway.websocket.WebSocketGateway;
import dev.natter.net.BodyBudget;
import dev.natter.net.HttpFront;
import dev.natter.net.HttpRoute;
import dev.natter.net.OriginRule;
import dev.natter.net.WebSocketLimits;
import dev.natter.net.WebSocketUpgrade;
import dev.natter.wire.Dialect;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** All doors on one port over any store, in this process. */
public final class TestServer implements AutoCloseable {

  /** What should not have happened. */
  public final List<Throwable> faults = Collections.synchronizedList(new ArrayList<>());

  public final Messages messages;
  public final Files files;
  public final RestApi api;
  private final EngineServer engine;
  private final WebSocketGateway webSockets;

  private TestServer(MessageStore store, Set<Dialect> dialects, ChatLimits limits) {
    Set<String> namespaces = Set.of("/", "/other");
    Fanout fanout = new Fanout(faults::add);
    Rooms rooms = new Rooms();
    messages = new Messages(store, rooms, fanout, limits, System::nanoTime, faults::add);
    WebSocketAudience plain = new WebSocketAudience();
    fanout.add(plain);
    webSockets =
        new WebSocketGateway(
            messages,
            plain,
            new WebSocketUpgrade(
                new OriginRule(List.of()), WebSocketLimits.defaults(), Problems::of),
            namespaces,
            dialects);
    List<HttpRoute> routes = new ArrayList<>();
    routes.addAll(new Health(messages::accepting).routes());
    files =
        new Files(
            new MemoryFileStore(), rooms, FileLimits.defaults(), Clock.systemUTC(), faults::add);
    api =
        new RestApi(new Callers(), namespaces, faults::add)
            .with(new MessageRoutes(messages))
            .with(new FileRoutes(files));
    routes.addAll(api.routes());
    routes.addAll(webSockets.routes());
    BodyBudget bodies = new BodyBudget(64L << 20);
    HttpFront front = new HttpFront(routes, Optional.of("/socket.io"), Problems::of, faults::add);
    Configuration configuration = new Configuration();
    configuration.setHostname("127.0.0.1");
    configuration.setPort(0);
    engine =
        new EngineServer(
            configuration,
            EngineOptions.defaults()
                .onEventLoop()
                .withFront(
                    pipeline ->
                        pipeline
                            .addBefore(
                                SocketIOChannelInitializer.HTTP_AGGREGATOR,
                                "bodies",
                                front.bodies(bodies))
                            .addLast(front)));
    SocketIoGateway gateway =
        new SocketIoGateway(
            engine,
            messages,
            new Participants(messages, fanout),
            limits,
            namespaces,
            dialects,
            faults::add);
    fanout.add(gateway.audience());
    gateway.open();
    engine.start();
  }

  public static TestServer start(MessageStore store) {
    return new TestServer(store, Set.of(Dialect.values()), ChatLimits.defaults());
  }

  public static TestServer start(MessageStore store, Set<Dialect> dialects) {
    return new TestServer(store, dialects, ChatLimits.defaults());
  }

  public int port() {
    return engine.port();
  }

  @Override
  public void close() {
    engine.stopAccepting();
    messages.close(Duration.ofSeconds(5));
    files.close();
    engine.closeSessions().toCompletableFuture().orTimeout(5, TimeUnit.SECONDS).join();
    webSockets.close(Duration.ofSeconds(3)).join();
    engine.stop();
  }
}
