package dev.natter.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.corundumstudio.socketio.AckRequest;
import com.corundumstudio.socketio.AuthTokenResult;
import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.annotation.OnConnect;
import com.corundumstudio.socketio.annotation.OnDisconnect;
import com.corundumstudio.socketio.annotation.OnEvent;
import com.corundumstudio.socketio.listener.DefaultExceptionListener;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** netty-socketio's API, and what is added to it, with the Java client on the other side. */
class EngineApiIT {

  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private EngineServer server = new EngineServer(configuration(), EngineOptions.defaults());

  static Configuration configuration() {
    Configuration configuration = new Configuration();
    configuration.setHostname("127.0.0.1");
    configuration.setPort(0);
    return configuration;
  }

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    sockets.forEach(Socket::close);
    server.stop();
  }

  private void restart(Configuration configuration, EngineOptions options) {
    server.stop();
    server = new EngineServer(configuration, options);
    server.start();
  }

  private Socket connect(String path, Map<String, String> auth, String... transports) {
    IO.Options options = new IO.Options();
    if (transports.length > 0) {
      options.transports = transports;
    }
    options.forceNew = true;
    options.reconnection = false;
    options.auth = auth;
    Socket socket = IO.socket(URI.create("http://127.0.0.1:" + server.port() + path), options);
    sockets.add(socket);
    socket.on(Socket.EVENT_CONNECT_ERROR, error -> heard.add("refused " + error[0]));
    socket.on("said", values -> heard.add("said " + values[0]));
    socket.connect();
    return socket;
  }

  private Socket connected(String path) {
    Socket socket = connect(path, Map.of());
    await().until(socket::connected);
    return socket;
  }

  private void awaitHeard(String... lines) {
    await().untilAsserted(() -> assertThat(heard).containsExactly(lines));
  }

  /** Listeners by annotation. */
  public final class Annotated {
    @OnConnect
    public void connect(SocketIOClient client) {
      heard.add("connect " + client.getTransport());
    }

    @OnDisconnect
    public void disconnect(SocketIOClient client) {
      heard.add("disconnect " + ((EngineClient) client).disconnectReason());
    }

    @OnEvent("point")
    public void point(SocketIOClient client, Point point, AckRequest ack) {
      ack.sendAckData(point.x + point.y);
    }

    @OnEvent("several")
    public void several(SocketIOClient client, String first, Integer second) {
      heard.add(first + second);
    }
  }

  /** A bean. */
  public static final class Point {
    public int x;
    public int y;
  }

  @Test
  void annotatedListenersAreCalled() throws Exception {
    server.addListeners(new Annotated());
    Socket socket = connected("/");
    CompletableFuture<Object> answer = new CompletableFuture<>();
    socket.emit(
        "point",
        new Object[] {new JSONObject(Map.of("x", 3, "y", 4))},
        values -> answer.complete(values[0]));
    assertThat(answer.get()).isEqualTo(7);
    socket.emit("several", "a", 1);
    await().until(() -> heard.contains("a1"));
    socket.disconnect();
    await().until(() -> heard.contains("disconnect client namespace disconnect"));
    assertThat(heard.get(0)).startsWith("connect ");
  }

  @Test
  void listenersFaultReachesTheExceptionListenerAndTheClientStays() {
    Configuration configuration = configuration();
    configuration.setExceptionListener(
        new DefaultExceptionListener() {
          @Override
          public void onEventException(Exception e, List<Object> values, SocketIOClient client) {
            heard.add(e.getMessage() + values);
          }
        });
    restart(configuration, EngineOptions.defaults());
    server.addEventListener(
        "boom",
        String.class,
        (client, value, ack) -> {
          throw new IllegalStateException("boom");
        });
    Socket socket = connected("/");
    socket.emit("boom", "x");
    socket.emit("boom", 1);
    awaitHeard("boom[\"x\"]", "boom[1]");
    assertThat(socket.connected()).isTrue();
  }

  @Test
  void roomsHearWhatIsSaidInThemOnce() {
    server.addEventListener("join", String.class, (client, room, ack) -> client.joinRoom(room));
    Socket first = connected("/");
    connected("/");
    first.emit("join", "a");
    first.emit("join", "b");
    await().until(() -> server.addNamespace("").getRoomClients("b").iterator().hasNext());
    EngineNamespace namespace = server.addNamespace("");
    namespace.getRoomOperations("a", "b").sendEvent("said", 1);
    namespace.getRoomOperations("a").except("b").sendEvent("said", 2);
    namespace.getBroadcastOperations().except("a").sendEvent("said", 3);
    await().untilAsserted(() -> assertThat(heard).containsExactlyInAnyOrder("said 1", "said 3"));
  }

  @Test
  void whoLeavesBeforeAJoinHasComeToItsLoopHearsNothing() throws Exception {
    Configuration configuration = configuration();
    configuration.setWorkerThreads(1);
    restart(configuration, EngineOptions.defaults());
    EngineNamespace namespace = server.addNamespace("");
    EngineClient leaving = namespace.byPublicId(connected("/").id()).orElseThrow();
    EngineClient staying = namespace.byPublicId(connected("/").id()).orElseThrow();
    staying.joinRoom("a");
    leaving
        .eventLoop()
        .submit(
            () -> {
              CompletableFuture.runAsync(() -> leaving.joinRoom("a")).join();
              leaving.leaveRoom("a");
            })
        .sync();
    namespace.getRoomOperations("a").sendEvent("said", "to who stays");
    namespace.getBroadcastOperations().sendEvent("said", "to all");
    await().untilAsserted(() -> assertThat(heard).hasSizeGreaterThanOrEqualTo(3));
    assertThat(heard).containsExactlyInAnyOrder("said to who stays", "said to all", "said to all");
  }

  @Test
  void aRoomsNameOfAClientsIdReachesThatClient() {
    connected("/");
    Socket second = connected("/");
    server.addNamespace("").getRoomOperations(second.id()).sendEvent("said", "you");
    awaitHeard("said you");
  }

  @Test
  void whoIsRefusedHearsWhyAndNothingElse() {
    EngineNamespace guarded = server.addNamespace("/guarded");
    guarded.addAuthTokenListener(
        (token, client) ->
            ((Map<?, ?>) token).containsKey("key")
                ? AuthTokenResult.AuthTokenResultSuccess
                : new AuthTokenResult(false, Map.of("message", "no key", "data", 7)));
    guarded.use(
        applicant -> {
          boolean good = applicant.auth().json(0).contains("good");
          return CompletableFuture.completedFuture(
              new AuthTokenResult(good, good ? null : "bad key"));
        });
    Socket none = connect("/guarded", Map.of());
    await().until(() -> heard.size() == 1);
    assertThat(heard.get(0)).contains("no key");
    connect("/guarded", Map.of("key", "bad"));
    await().until(() -> heard.size() == 2);
    assertThat(heard.get(1)).contains("bad key");
    Socket good = connect("/guarded", Map.of("key", "good"));
    await().until(good::connected);
    assertThat(none.connected()).isFalse();
    assertThat(guarded.getAllClients()).hasSize(1);
  }

  @Test
  void namespacesComeAndGoByPattern() {
    server.addNamespaces(
        Pattern.compile("/team-\\d+"),
        namespace ->
            namespace.addConnectListener(client -> client.sendEvent("said", namespace.wireName())));
    Socket socket = connected("/team-7");
    awaitHeard("said /team-7");
    assertThat(server.getNamespace("/team-7")).isNotNull();
    socket.disconnect();
    await().until(() -> server.getNamespace("/team-7") == null);
    connect("/team-x", Map.of());
    await().until(() -> heard.size() == 2);
    assertThat(heard.get(1)).contains("Invalid namespace");
  }

  @Test
  void middlewaresAndAnyListenersSeeEveryEvent() {
    EngineNamespace namespace = server.addNamespace("");
    namespace.use((client, event, arguments) -> !event.equals("secret"));
    namespace.addAnyListener((client, event, arguments, ack) -> heard.add(event));
    Socket socket = connected("/");
    socket.emit("secret", 1);
    socket.emit("open", 1);
    awaitHeard("open");
  }

  @Test
  void askingEverybodyGathersAnswersUntilTheTimeIsOver() throws Exception {
    Socket answering = connected("/");
    answering.on("ask", values -> ((io.socket.client.Ack) values[1]).call("yes"));
    EngineBroadcast everybody = server.addNamespace("").getBroadcastOperations();
    EngineBroadcast.Replies all =
        everybody.ask(Duration.ofSeconds(5), "ask", 1).toCompletableFuture().get();
    assertThat(all.complete()).isTrue();
    assertThat(all.answers()).hasSize(1);
    connected("/");
    EngineBroadcast.Replies some =
        everybody.ask(Duration.ofMillis(300), "ask", 1).toCompletableFuture().get();
    assertThat(some.complete()).isFalse();
    assertThat(some.answers()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"polling, transport close", "websocket, transport error"})
  void closingSessionsLetsClientsComeBack(String transport, String reason) throws Exception {
    Socket socket = connect("/", Map.of(), transport);
    await().until(socket::connected);
    socket.on(Socket.EVENT_DISCONNECT, values -> heard.add("left " + values[0]));
    server.closeSessions().toCompletableFuture().get();
    awaitHeard("left " + reason);
    assertThat(server.getAllClients()).isEmpty();
  }
}
