package dev.natter;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOChannelInitializer;
import dev.natter.auth.Doorkeeper;
import dev.natter.auth.Knock;
import dev.natter.chat.Administration;
import dev.natter.chat.Answer;
import dev.natter.chat.Attendance;
import dev.natter.chat.Audit;
import dev.natter.chat.Caller;
import dev.natter.chat.ChatLimits;
import dev.natter.chat.Correspondents;
import dev.natter.chat.Eraser;
import dev.natter.chat.FileLimits;
import dev.natter.chat.Files;
import dev.natter.chat.LastSeen;
import dev.natter.chat.MemoryAuditStore;
import dev.natter.chat.MemoryFileStore;
import dev.natter.chat.MemoryRoomStore;
import dev.natter.chat.MemoryUserStore;
import dev.natter.chat.MemoryWebhookStore;
import dev.natter.chat.MessageStore;
import dev.natter.chat.Messages;
import dev.natter.chat.Participants;
import dev.natter.chat.Pulse;
import dev.natter.chat.RateSettings;
import dev.natter.chat.RejectCode;
import dev.natter.chat.Role;
import dev.natter.chat.RoomDesk;
import dev.natter.chat.Rooms;
import dev.natter.chat.Sender;
import dev.natter.chat.SessionId;
import dev.natter.chat.Standing;
import dev.natter.chat.StoreException;
import dev.natter.chat.Upkeep;
import dev.natter.chat.UserId;
import dev.natter.chat.UserNames;
import dev.natter.chat.Webhooks;
import dev.natter.engine.EngineOptions;
import dev.natter.engine.EngineServer;
import dev.natter.fanout.Fanout;
import dev.natter.gateway.http.AccountRoutes;
import dev.natter.gateway.http.AdminRoutes;
import dev.natter.gateway.http.Callers;
import dev.natter.gateway.http.FileRoutes;
import dev.natter.gateway.http.Health;
import dev.natter.gateway.http.MessageRoutes;
import dev.natter.gateway.http.Problems;
import dev.natter.gateway.http.RestApi;
import dev.natter.gateway.http.RoomRoutes;
import dev.natter.gateway.http.ServerRoutes;
import dev.natter.gateway.http.WebhookRoutes;
import dev.natter.gateway.socketio.SocketIoGateway;
import dev.natter.gateway.webhook.WebhookCaller;
import dev.natter.gateway.webhook.WebhookPatience;
import dev.natter.gateway.webhook.WebhookPost;
import dev.natter.gateway.websocket.WebSocketAudience;
import dev.natter.gateway.websocket.WebSocketGateway;
import dev.natter.net.BodyBudget;
import dev.natter.net.HttpFront;
import dev.natter.net.HttpRoute;
import dev.natter.net.OriginRule;
import dev.natter.net.WebSocketLimits;
import dev.natter.net.WebSocketUpgrade;
import dev.natter.wire.Dialect;
import dev.natter.wire.ShownLimits;
import dev.natter.wire.Spaces;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** All doors on one port over any store, in this process. */
public final class TestServer implements AutoCloseable {

  private static final WebhookPatience PATIENCE =
      new WebhookPatience(3, Duration.ofMillis(50), Duration.ofMillis(100));

  /** How long somebody is taken to be there who has lost every connection. */
  public static final Duration PRESENCE_GRACE = Duration.ofSeconds(1);

  /** What should not have happened. */
  public final List<Throwable> faults = Collections.synchronizedList(new ArrayList<>());

  public final Messages messages;
  private final MemoryFileStore fileStore = new MemoryFileStore();
  public final Files files;
  private final Audit audit = new Audit(new MemoryAuditStore(), Clock.systemUTC(), entry -> {});
  private final Administration administration;
  private final Webhooks webhooks;
  private final WebhookCaller webhookCaller;
  public final RestApi api;
  public final RoomDesk desk;
  private final Pulse pulse;
  private final EngineServer engine;
  private final WebSocketGateway webSockets;

  private TestServer(
      MessageStore store,
      Spaces spaces,
      ChatLimits limits,
      Function<Consumer<Throwable>, Doorkeeper> door,
      Function<Doorkeeper, Callers> callers) {
    Fanout fanout = new Fanout(faults::add);
    Rooms rooms = new Rooms(new MemoryRoomStore(), spaces::rules, Clock.systemUTC());
    messages = new Messages(store, rooms, fanout, limits, System::nanoTime, faults::add);
    rooms.tell(audit::moderated);
    administration = administration(store, rooms, fanout);
    Doorkeeper doorkeeper = door.apply(faults::add);
    UserNames names = new UserNames(new Attendance(), user -> Optional.of(user.value()));
    desk =
        RoomDesk.of(
            rooms,
            messages,
            names,
            fanout,
            fanout,
            new LastSeen(new MemoryUserStore()),
            PRESENCE_GRACE,
            System::nanoTime,
            faults::add);
    fanout.add(broadcast -> desk.hear(broadcast.event()));
    pulse = new Pulse("natter-beat", Duration.ofMillis(20), desk::tick, faults::add);
    WebSocketAudience plain = new WebSocketAudience(desk);
    fanout.add(plain);
    webSockets = webSockets(doorkeeper, plain, spaces);
    List<HttpRoute> routes = new ArrayList<>();
    routes.addAll(new Health(messages::accepting).routes());
    files = new Files(fileStore, rooms, FileLimits.defaults(), Clock.systemUTC(), faults::add);
    messages.require(files::claim);
    webhooks = webhooks(store, rooms);
    webhookCaller =
        new WebhookCaller(
            webhooks, new WebhookPost(true, Clock.systemUTC()), PATIENCE, faults::add);
    api = api(callers.apply(doorkeeper), doorkeeper, spaces, limits);
    routes.addAll(api.routes());
    routes.addAll(webSockets.routes());
    Participants participants = new Participants(rooms, messages, fanout);
    fanout.add(broadcast -> participants.hear(broadcast.event()));
    engine = engine(new HttpFront(routes, Optional.of("/socket.io"), Problems::of, faults::add));
    SocketIoGateway gateway =
        new SocketIoGateway(
            engine,
            messages,
            doorkeeper,
            desk,
            participants,
            new Correspondents(desk, messages),
            ShownLimits.of(limits, FileLimits.defaults(), RateSettings.off()),
            spaces,
            faults::add);
    gateway.audiences().forEach(fanout::add);
    fanout.add(broadcast -> files.publish(broadcast.event()));
    fanout.add(broadcast -> webhooks.publish(broadcast.event()));
    gateway.open();
    engine.start();
  }

  private WebSocketGateway webSockets(
      Doorkeeper doorkeeper, WebSocketAudience plain, Spaces spaces) {
    return new WebSocketGateway(
        messages,
        doorkeeper,
        desk,
        plain,
        new WebSocketUpgrade(new OriginRule(List.of()), WebSocketLimits.defaults(), Problems::of),
        spaces);
  }

  private RestApi api(Callers callers, Doorkeeper doorkeeper, Spaces spaces, ChatLimits limits) {
    return new RestApi(callers, spaces, faults::add)
        .with(new AccountRoutes(doorkeeper.accounts(), doorkeeper.newcomers(), Clock.systemUTC()))
        .with(new AdminRoutes(doorkeeper.accounts(), administration))
        .with(new ServerRoutes("test", doorkeeper, spaces, limits, files.limits()))
        .with(new MessageRoutes(messages))
        .with(new RoomRoutes(desk))
        .with(new FileRoutes(files))
        .with(new WebhookRoutes(webhooks));
  }

  private static EngineServer engine(HttpFront front) {
    BodyBudget bodies = new BodyBudget(64L << 20);
    Configuration configuration = new Configuration();
    configuration.setHostname("127.0.0.1");
    configuration.setPort(0);
    return new EngineServer(
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
  }

  private Administration administration(MessageStore store, Rooms rooms, Fanout fanout) {
    Upkeep upkeep = new Upkeep(messages, store, fileStore, Clock.systemUTC());
    Eraser eraser = new Eraser(upkeep, rooms, fanout);
    return new Administration(audit, eraser, faults::add);
  }

  private Webhooks webhooks(MessageStore store, Rooms rooms) {
    try {
      return new Webhooks(new MemoryWebhookStore(), store, messages, rooms, faults::add);
    } catch (StoreException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Caller user(String name, String address) {
    Sender sender = new Sender(UserId.account(name), name);
    return new Caller(sender, Standing.USER, Map.of(), SessionId.NONE, address);
  }

  /**
   * Knows the tokens {@code owner}, who owns every room, {@code admin}, and {@code ann} and {@code
   * bob}, who are accounts like others.
   */
  private static CompletionStage<Answer<Caller>> recognised(Knock knock) {
    String token = knock.bearer().token();
    String address = knock.address();
    Map<String, Role> grants = Map.of("*", Role.OWNER);
    Sender olga = new Sender(UserId.account("olga"), "Olga");
    Sender adam = new Sender(UserId.account("adam"), "Adam");
    return CompletableFuture.completedFuture(
        switch (token) {
          case "" -> new Answer.Given<>(Callers.guest(address));
          case "owner" ->
              new Answer.Given<>(new Caller(olga, Standing.USER, grants, SessionId.NONE, address));
          case "admin" ->
              new Answer.Given<>(
                  new Caller(adam, Standing.ADMIN, Map.of(), SessionId.NONE, address));
          case "ann", "bob" -> new Answer.Given<>(user(token, address));
          default -> new Answer.Refused<>(RejectCode.UNAUTHORIZED, "This token is unknown.");
        });
  }

  public static TestServer start(MessageStore store) {
    return start(store, Set.of(Dialect.values()));
  }

  public static TestServer start(MessageStore store, Set<Dialect> dialects) {
    return start(store, Spaces.of(Set.of("/", "/other"), dialects));
  }

  public static TestServer start(MessageStore store, Spaces spaces) {
    return new TestServer(
        store,
        spaces,
        ChatLimits.defaults(),
        Doorkeeper::open,
        door -> new Callers(TestServer::recognised, door::stranger));
  }

  /** With a doorkeeper of the test's own. */
  public static TestServer start(MessageStore store, Doorkeeper doorkeeper) {
    return start(store, Spaces.of(Set.of("/", "/other"), Set.of(Dialect.values())), doorkeeper);
  }

  /** With a doorkeeper of the test's own, who knows these spaces. */
  public static TestServer start(MessageStore store, Spaces spaces, Doorkeeper doorkeeper) {
    return new TestServer(
        store,
        spaces,
        ChatLimits.defaults(),
        faults -> doorkeeper,
        door -> new Callers(door::caller, door::stranger));
  }

  public int port() {
    return engine.port();
  }

  @Override
  public void close() {
    engine.stopAccepting();
    messages.close(Duration.ofSeconds(5));
    webhookCaller.close();
    webhooks.close();
    files.close();
    engine.closeSessions().toCompletableFuture().orTimeout(5, TimeUnit.SECONDS).join();
    webSockets.close(Duration.ofSeconds(3)).join();
    engine.stop();
    pulse.close();
    administration.close();
    audit.close();
  }
}
