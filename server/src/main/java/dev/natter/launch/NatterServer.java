package dev.natter.launch;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOChannelInitializer;
import dev.natter.auth.Accounts;
import dev.natter.auth.Doorkeeper;
import dev.natter.chat.Account;
import dev.natter.chat.Administration;
import dev.natter.chat.Attendance;
import dev.natter.chat.ChatLimits;
import dev.natter.chat.Correspondents;
import dev.natter.chat.Eraser;
import dev.natter.chat.FileLimits;
import dev.natter.chat.FileSweep;
import dev.natter.chat.Files;
import dev.natter.chat.LastSeen;
import dev.natter.chat.Messages;
import dev.natter.chat.Participants;
import dev.natter.chat.Pulse;
import dev.natter.chat.RetentionSweep;
import dev.natter.chat.RoomDesk;
import dev.natter.chat.Rooms;
import dev.natter.chat.StoreException;
import dev.natter.chat.Upkeep;
import dev.natter.chat.UserId;
import dev.natter.chat.UserNames;
import dev.natter.chat.Webhooks;
import dev.natter.engine.Cors;
import dev.natter.engine.EngineOptions;
import dev.natter.engine.EngineServer;
import dev.natter.fanout.Fanout;
import dev.natter.gateway.http.AccountRoutes;
import dev.natter.gateway.http.AdminRoutes;
import dev.natter.gateway.http.Callers;
import dev.natter.gateway.http.ClientFiles;
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
import dev.natter.net.ConnectionLimits;
import dev.natter.net.CrossOrigin;
import dev.natter.net.HttpFront;
import dev.natter.net.HttpRoute;
import dev.natter.net.OriginRule;
import dev.natter.net.PlainListener;
import dev.natter.net.TlsCertificate;
import dev.natter.net.WebSocketUpgrade;
import dev.natter.wire.ShownLimits;
import io.netty.channel.ChannelPipeline;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every part of the server, put together in the order of a message's journey and stopped the other
 * way round.
 */
final class NatterServer {

  private static final Logger log = LoggerFactory.getLogger(NatterServer.class);

  /** The most bytes of request bodies that lie in memory at once: 128 MB, or an eighth of it. */
  private static final long MAX_BODY_BYTES =
      Math.min(128L << 20, Runtime.getRuntime().maxMemory() / 8);

  /** How often rooms forget what they keep no longer. */
  private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(10);

  /** How often cursors go to the store and what is due is told. */
  private static final Duration BEAT = Duration.ofSeconds(1);

  /** The part of the time for stopping that is kept for telling the clients. */
  private static final int FAREWELL_SHARE = 5;

  private final Settings settings;
  private final OpenedStore store;
  private final People people;
  private final Messages messages;
  private final RetentionSweep sweep;
  private final Pulse sweeping;
  private final ChatLimits limits;
  private final Fanout fanout = new Fanout(NatterServer::report);
  private final Administration administration;
  private final Files files;
  private final Webhooks webhooks;
  private final WebhookCaller webhookCaller;
  private final RoomDesk desk;
  private final Pulse pulse;
  private final EngineServer engine;
  private final WebSocketGateway webSockets;
  private final ConnectionLimits connections;
  private final Optional<TlsCertificate> certificate;

  private final BodyBudget bodies;
  private Optional<PlainListener> second = Optional.empty();

  /** Opens the store, wires every door to the chat, and listens. */
  static NatterServer start(Settings settings) throws StartException {
    HeadStart early = HeadStart.begin();
    OpenedStore store = OpenedStore.open(settings, Clock.systemUTC());
    NatterServer server;
    try {
      People people = People.open(settings, store, Clock.systemUTC(), NatterServer::report);
      server = new NatterServer(settings, early, store, people);
    } catch (StartException e) {
      store.close();
      throw e;
    }
    try {
      server.listen();
      return server;
    } catch (StartException e) {
      server.stop();
      throw e;
    }
  }

  private NatterServer(Settings settings, HeadStart early, OpenedStore store, People people)
      throws StartException {
    this.settings = settings;
    this.certificate = TlsFiles.read(settings.tls());
    this.store = store;
    this.people = people;
    this.limits = settings.limits().forChat();
    this.connections = settings.limits().forListeners(settings.proxies());
    this.bodies = new BodyBudget(Math.max(settings.uploadBytes(), MAX_BODY_BYTES));
    Rooms rooms = new Rooms(store.rooms(), settings.spaces()::rules, Clock.systemUTC());
    messages =
        new Messages(
            store.messages(), rooms, fanout, limits, System::nanoTime, NatterServer::report);
    rooms.tell(people.audit()::moderated);
    FileLimits fileLimits = fileLimits();
    Upkeep upkeep = new Upkeep(messages, store.messages(), store.files(), Clock.systemUTC());
    sweep =
        new RetentionSweep(
            upkeep,
            store.rooms(),
            new FileSweep(
                store.files(), store.messages(), fileLimits.unclaimed(), Clock.systemUTC()),
            people.audit()::swept,
            NatterServer::report);
    sweeping = new Pulse("natter-sweep", SWEEP_INTERVAL, sweep, NatterServer::report);
    files = new Files(store.files(), rooms, fileLimits, Clock.systemUTC(), NatterServer::report);
    Eraser eraser = new Eraser(upkeep, rooms, fanout);
    administration = new Administration(people.audit(), eraser, NatterServer::report);
    messages.require(files::claim);
    webhooks = webhooks(rooms);
    webhookCaller =
        new WebhookCaller(
            webhooks,
            new WebhookPost(settings.webhooksInside(), Clock.systemUTC()),
            WebhookPatience.defaults(),
            NatterServer::report);
    desk = desk(rooms);
    fanout.add(broadcast -> desk.hear(broadcast.event()));
    pulse = new Pulse("natter-beat", BEAT, desk::tick, NatterServer::report);

    WebSocketAudience plainListeners = new WebSocketAudience(desk);
    fanout.add(plainListeners);
    webSockets = webSockets(plainListeners);

    Participants participants = new Participants(rooms, messages, fanout);
    fanout.add(broadcast -> participants.hear(broadcast.event()));
    Configuration address = address();
    address.setJsonSupport(early.json().join());
    engine = new EngineServer(address, engineOptions(early.files().join()));
    SocketIoGateway socketIo =
        new SocketIoGateway(
            engine,
            messages,
            people.doorkeeper(),
            desk,
            participants,
            new Correspondents(desk, messages),
            shownLimits(limits),
            settings.spaces(),
            NatterServer::report);
    socketIo.audiences().forEach(fanout::add);
    // What happens because of a message comes after it was told.
    fanout.add(broadcast -> files.publish(broadcast.event()));
    fanout.add(broadcast -> webhooks.publish(broadcast.event()));
    socketIo.open();
  }

  private RoomDesk desk(Rooms rooms) {
    return RoomDesk.of(
        rooms,
        messages,
        new UserNames(new Attendance(), this::name),
        fanout,
        fanout,
        new LastSeen(store.users()),
        settings.presenceGrace(),
        System::nanoTime,
        NatterServer::report);
  }

  private FileLimits fileLimits() {
    return FileLimits.defaults().of(settings.uploadBytes(), settings.uploadTypes());
  }

  private ShownLimits shownLimits(ChatLimits limits) {
    return ShownLimits.of(limits, fileLimits(), settings.rates());
  }

  private Webhooks webhooks(Rooms rooms) throws StartException {
    try {
      return new Webhooks(
          store.webhooks(), store.messages(), messages, rooms, NatterServer::report);
    } catch (StoreException e) {
      throw new StartException("The store does not answer.", e);
    }
  }

  /** What an account is called; who brings the tokens of others goes by what they say it is. */
  private Optional<String> name(UserId user) throws StoreException {
    return user.isAccount()
        ? store.users().account(user).map(Account::name)
        : Optional.of(user.value());
  }

  private WebSocketGateway webSockets(WebSocketAudience listeners) {
    WebSocketUpgrade upgrade =
        new WebSocketUpgrade(
            new OriginRule(settings.corsOrigins()),
            settings.limits().forWebSockets(),
            Problems::of);
    return new WebSocketGateway(
        messages, people.doorkeeper(), desk, listeners, upgrade, settings.spaces());
  }

  private Configuration address() {
    Configuration configuration = new Configuration();
    configuration.setHostname(settings.host());
    configuration.setPort(settings.port());
    return configuration;
  }

  private EngineOptions engineOptions(ClientFiles clientFiles) {
    HttpFront front = front(routes(clientFiles), Optional.of(settings.path()));
    return settings
        .limits()
        .in(EngineOptions.defaults())
        .withPath(settings.path())
        .withCors(Cors.of(settings.corsOrigins().toArray(String[]::new)))
        .withClientAddress(settings.proxies()::client)
        .withPerMessageDeflate(settings.permessageDeflate())
        .onEventLoop()
        .withFront(
            pipeline -> {
              guard(pipeline);
              pipeline.addBefore(
                  SocketIOChannelInitializer.HTTP_AGGREGATOR, "bodies", front.bodies(bodies));
              pipeline.addLast(front);
            });
  }

  /** Counts a new connection and, if that is to be, encrypts it. */
  private void guard(ChannelPipeline pipeline) {
    connections.guard(pipeline);
    certificate.ifPresent(shown -> shown.encrypt(pipeline));
  }

  private List<HttpRoute> routes(ClientFiles clientFiles) {
    List<HttpRoute> routes = new ArrayList<>();
    routes.addAll(clientFiles.routes(settings.path()));
    routes.addAll(api().routes());
    routes.addAll(new Health(messages::accepting).routes());
    routes.addAll(webSockets.routes());
    return routes;
  }

  private RestApi api() {
    Doorkeeper doorkeeper = people.doorkeeper();
    Accounts accounts = doorkeeper.accounts();
    return new RestApi(
            new Callers(doorkeeper::caller, doorkeeper::stranger),
            settings.spaces(),
            NatterServer::report)
        .with(new AccountRoutes(accounts, doorkeeper.newcomers(), Clock.systemUTC()))
        .with(new AdminRoutes(accounts, administration))
        .with(
            new ServerRoutes(
                CommandTable.version(), doorkeeper, settings.spaces(), limits, files.limits()))
        .with(new MessageRoutes(messages))
        .with(new RoomRoutes(desk))
        .with(new FileRoutes(files))
        .with(new WebhookRoutes(webhooks));
  }

  private HttpFront front(List<HttpRoute> routes, Optional<String> enginePath) {
    CrossOrigin pages = new CrossOrigin(settings.corsOrigins());
    return new HttpFront(
        routes, pages, settings.proxies(), enginePath, Problems::of, NatterServer::report);
  }

  private void listen() throws StartException {
    try {
      engine.start();
    } catch (Exception e) {
      throw new StartException(Listening.refusal(settings.host(), settings.port(), "--port", e), e);
    }
    if (settings.wsPort() != 0) {
      listenForPlainClients();
    }
  }

  /** Without the second port everything on it is there at the first one as well. */
  private void listenForPlainClients() {
    HttpFront front = front(webSockets.portRoutes(), Optional.empty());
    try {
      second =
          Optional.of(
              PlainListener.open(
                  settings.host(), settings.wsPort(), engine.workers(), this::guard, front));
    } catch (IOException e) {
      log.warn(
          "{} Plain WebSocket clients find /ws/json and /ws/text on port {} only.",
          Listening.refusal(settings.host(), settings.wsPort(), "--ws-port", e),
          engine.port());
    }
  }

  /** Where it listens, as its users write it. */
  List<String> addresses() {
    List<String> addresses = new ArrayList<>();
    addresses.add(Listening.address("http", settings, engine.port()));
    second.ifPresent(listener -> addresses.add(Listening.address("ws", settings, listener.port())));
    return addresses;
  }

  /** What a person wants to know who has just started it. */
  List<String> greeting() {
    List<String> lines = new ArrayList<>();
    lines.add(CommandTable.versionLine());
    lines.add("  page      " + addresses().get(0) + "/");
    lines.add("  people    " + people.doorkeeper().sentence());
    lines.add("  delivery  " + settings.delivery().word() + ": " + store.sentence());
    return lines;
  }

  /**
   * Stops: takes nothing new, finishes and answers what was accepted, lets the clients go in a way
   * that makes them come back, and closes the store.
   *
   * @return whether all that was accepted could be finished in time
   */
  boolean stop() {
    Duration farewell = settings.drain().dividedBy(FAREWELL_SHARE);
    engine.stopAccepting();
    second.ifPresent(PlainListener::close);
    sweep.close();
    sweeping.close();
    boolean finished = messages.close(settings.drain().minus(farewell));
    if (!finished) {
      log.warn("Not all that was accepted could be stored within --drain; its senders were told");
    }
    CompletableFuture<Void> gone =
        CompletableFuture.allOf(
            engine.closeSessions().toCompletableFuture(), webSockets.close(farewell));
    gone.completeOnTimeout(null, farewell.toMillis(), TimeUnit.MILLISECONDS).join();
    engine.stop();
    webhookCaller.close();
    webhooks.close();
    files.close();
    pulse.close();
    desk.close();
    administration.close();
    people.close();
    store.close();
    return finished;
  }

  /** A fault of our own: what clients and stores do wrong is answered where it happens. */
  private static void report(Throwable fault) {
    log.error("The server failed at something", fault);
  }
}
