package dev.natter.conformance;

import static dev.natter.conformance.EngineHandshakeIT.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import com.corundumstudio.socketio.AuthTokenResult;
import com.corundumstudio.socketio.AuthorizationResult;
import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.HandshakeData;
import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.listener.ExceptionListenerAdapter;
import dev.natter.engine.Cors;
import dev.natter.engine.EngineNamespace;
import dev.natter.engine.EngineOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is let in, through netty-socketio's API: handshakes, tokens, middlewares, namespaces. */
class ApiAdmissionIT {
  private static final String HANDSHAKE = "/socket.io/?EIO=4&transport=polling";

  private ApiServer api = ApiServer.start();

  @AfterEach
  void stop() {
    api.close();
  }

  private void restart(Configuration configuration, EngineOptions options) {
    api.close();
    api = ApiServer.start(configuration, options);
  }

  private static CompletableFuture<AuthTokenResult> yes() {
    return CompletableFuture.completedFuture(AuthTokenResult.AuthTokenResultSuccess);
  }

  // Handshakes.

  @Test
  void authorizationListenerDecidesOnHandshakesOnly() {
    Configuration configuration = new Configuration();
    configuration.setAuthorizationListener(
        data -> {
          api.tell("asked " + data.getSingleUrlParam("key"));
          if ("boom".equals(data.getSingleUrlParam("key"))) {
            throw new IllegalStateException("boom");
          }
          boolean good = "good".equals(data.getSingleUrlParam("key"));
          return new AuthorizationResult(good, Map.of("who", "me"));
        });
    restart(configuration, EngineOptions.defaults());
    for (String key : List.of("bad", "boom")) {
      HttpReply refused = RawHttp.once(api.target(), "GET", HANDSHAKE + "&key=" + key);
      assertThat(refused.status()).isEqualTo(403);
      assertThat(Json.parse(refused.body()).path("code").asInt()).isEqualTo(4);
      assertThat(api.next()).isEqualTo("asked " + key);
      try (RawHttp http = RawHttp.open(api.target())) {
        String url = "/socket.io/?EIO=4&transport=websocket&key=" + key;
        assertThat(RawWebSocket.upgrade(http, url).status()).isEqualTo(403);
      }
      assertThat(api.next()).isEqualTo("asked " + key);
    }
    Wire wire = Way.V4_UPGRADE.open(api.target(), "/socket.io/", "&key=good");
    String id = wire.join("/", "");
    assertThat(api.server().getAllClients())
        .singleElement()
        .extracting(client -> client.getSessionId() + client.<String>get("who"))
        .isEqualTo(id + "me");
    assertThat(api.next()).isEqualTo("asked good");
    assertThat(api.isQuiet()).isTrue();
    wire.close();
  }

  @Test
  void handshakeIsToldAsItWas() {
    restart(new Configuration(), EngineOptions.defaults().withCors(Cors.of("http://a.example")));
    CompletableFuture<HandshakeData> seen = new CompletableFuture<>();
    api.main().addConnectListener(client -> seen.complete(client.getHandshakeData()));
    String query = "&x=1&x=2&y=%C3%A9";
    try (RawWebSocket socket =
        RawWebSocket.open(
            api.target(),
            "/socket.io/?EIO=4&transport=websocket" + query,
            "Origin: http://a.example",
            "X-Own: own")) {
      socket.text("40{\"token\":\"t\",\"n\":[1]}");
      HandshakeData data = seen.orTimeout(10, TimeUnit.SECONDS).join();
      assertThat(data.getUrl()).endsWith(query);
      assertThat(data.getUrlParams()).containsEntry("x", List.of("1", "2"));
      assertThat(data.getSingleUrlParam("y")).isEqualTo("é");
      assertThat(data.getHttpHeaders().get("x-own")).isEqualTo("own");
      assertThat(data.isXdomain()).isTrue();
      assertThat(data.getAddress().getAddress().isLoopbackAddress()).isTrue();
      assertThat(data.getLocal().getPort()).isEqualTo(api.server().port());
      assertThat(data.getTime().toInstant()).isBeforeOrEqualTo(Instant.now());
      assertThat(data.getAuthToken()).isEqualTo(Map.of("token", "t", "n", List.of(1)));
    }
  }

  // Namespaces.

  @Test
  void everyTokenListenerIsAskedEvenWithoutAToken() {
    EngineNamespace guarded = api.server().addNamespace("/guarded");
    guarded.addAuthTokenListener(
        (token, client) -> {
          api.tell("first " + token);
          return AuthTokenResult.AuthTokenResultSuccess;
        });
    guarded.addAuthTokenListener(
        (token, client) ->
            ((Map<?, ?>) token).isEmpty()
                ? new AuthTokenResult(false, Map.of("message", "none", "data", Map.of("code", 7)))
                : AuthTokenResult.AuthTokenResultSuccess);
    Wire wire = api.open(Way.V4_WEBSOCKET);
    wire.send("40/guarded,");
    assertThat(api.next()).isEqualTo("first {}");
    wire.expect("44/guarded,{\"message\":\"none\",\"data\":{\"code\":7}}");
    wire.join("/guarded", "{\"a\":1}");
    assertThat(api.next()).isEqualTo("first {a=1}");
    Wire old = api.open(Way.V3_WEBSOCKET);
    old.expect("40");
    old.send("40/guarded?");
    assertThat(api.next()).startsWith("first ");
    old.expect("44/guarded,{\"code\":7}");
  }

  @Test
  void middlewaresMayTakeTheirTimeAndAreAskedInTurn() {
    EngineNamespace main = api.main();
    CompletableFuture<AuthTokenResult> decision = new CompletableFuture<>();
    main.use(
        applicant -> {
          api.tell("first");
          return decision;
        });
    main.use(
        applicant -> {
          api.tell("second " + applicant.auth().json(0));
          return yes();
        });
    main.addConnectListener(client -> api.tell("joined"));
    Wire wire = api.open(Way.V4_WEBSOCKET);
    wire.send("40{\"a\":1}");
    assertThat(api.next()).isEqualTo("first");
    assertThat(main.getAllClients()).isEmpty();
    decision.complete(AuthTokenResult.AuthTokenResultSuccess);
    assertThat(wire.nextText()).startsWith("40{");
    assertThat(List.of(api.next(), api.next())).containsExactly("second {\"a\":1}", "joined");
  }

  @Test
  void middlewareThatFailsLetsNobodyInAndTellsNothingOfIt() {
    api.server()
        .addNamespace("/throws")
        .use(
            applicant -> {
              throw new IllegalStateException("inner secret");
            });
    api.server()
        .addNamespace("/fails")
        .use(applicant -> CompletableFuture.failedFuture(new IllegalStateException("secret")));
    Wire wire = api.open(Way.V4_WEBSOCKET);
    for (String name : List.of("/throws", "/fails")) {
      wire.send("40" + name + ",");
      wire.expect("44" + name + ",{\"message\":\"Internal error\"}");
    }
  }

  @Test
  void whoGoesWhileItIsDecidedUponNeverJoins() {
    CompletableFuture<AuthTokenResult> decision = new CompletableFuture<>();
    api.main()
        .use(
            applicant -> {
              api.tell("asked");
              return decision;
            });
    api.main().addConnectListener(client -> api.tell("joined"));
    Wire wire = api.open(Way.V4_WEBSOCKET);
    wire.send("40");
    assertThat(api.next()).isEqualTo("asked");
    wire.send("42[\"early\"]");
    wire.expectEnd();
    decision.complete(AuthTokenResult.AuthTokenResultSuccess);
    Awaitility.await()
        .during(Duration.ofMillis(200))
        .until(() -> api.isQuiet() && api.main().getAllClients().isEmpty());
  }

  @Test
  void dynamicNamespacesComeWithTheFirstClientAndGoWithTheLast() {
    CompletableFuture<EngineNamespace> made = new CompletableFuture<>();
    api.server()
        .addNamespaces(
            Pattern.compile("/team-\\d+"),
            namespace -> {
              made.complete(namespace);
              api.tell("made " + namespace.wireName());
              namespace.addEventListener("e", String.class, (client, text, ack) -> api.tell(text));
              namespace.use(applicant -> yes());
            });
    api.server().addNamespaces(Pattern.compile("/.*-\\d+"), namespace -> api.tell("other"));
    Wire first = api.open(Way.V4_WEBSOCKET);
    Wire second = api.open(Way.V4_POLLING);
    first.join("/team-1", "");
    second.join("/team-1", "");
    assertThat(api.next()).isEqualTo("made /team-1");
    first.send("42/team-1,[\"e\",\"said\"]");
    assertThat(api.next()).isEqualTo("said");
    first.join("/club-1", "");
    assertThat(api.next()).isEqualTo("other");
    first.send("40/team-x,");
    first.expect("44/team-x,{\"message\":\"Invalid namespace\"}");
    first.send("41/team-1,");
    Awaitility.await().until(() -> made.join().getAllClients().size() == 1);
    second.vanish();
    Awaitility.await().until(() -> api.server().getNamespace("/team-1") == null);
    first.join("/team-1", "");
    assertThat(api.next()).isEqualTo("made /team-1");
  }

  @Test
  void removedNamespaceLetsItsClientsGo() {
    api.server().addNamespace("/brief");
    Wire wire = api.open(Way.V4_WEBSOCKET);
    wire.join("/brief", "");
    api.server().removeNamespace("/brief");
    wire.expect("41/brief,");
    wire.send("40/brief,");
    wire.expect("44/brief,{\"message\":\"Invalid namespace\"}");
    assertThat(api.server().getAllNamespaces()).hasSize(1);
  }

  // Faults.

  private final class Telling extends ExceptionListenerAdapter {
    @Override
    public void onConnectException(Exception e, SocketIOClient client) {
      api.tell("connect " + e.getMessage());
    }

    @Override
    public void onDisconnectException(Exception e, SocketIOClient client) {
      api.tell("disconnect " + e.getMessage());
    }

    @Override
    public void onEventException(Exception e, List<Object> values, SocketIOClient client) {
      api.tell("event " + e.getMessage() + values);
    }

    @Override
    public void onAuthException(Throwable e, SocketIOClient client) {
      api.tell("auth " + e.getMessage());
    }
  }

  private static IllegalStateException fault() {
    return new IllegalStateException("boom");
  }

  @Test
  void exceptionListenerIsToldOfEveryKindOfFault() {
    Configuration configuration = new Configuration();
    configuration.setExceptionListener(new Telling());
    restart(configuration, EngineOptions.defaults());
    EngineNamespace main = api.main();
    main.addConnectListener(
        client -> {
          throw fault();
        });
    main.addDisconnectListener(
        client -> {
          throw fault();
        });
    main.addEventListener(
        "e",
        Object.class,
        (client, value, ack) -> {
          throw fault();
        });
    api.server()
        .addNamespace("/guarded")
        .addAuthTokenListener(
            (token, client) -> {
              throw fault();
            });
    Wire wire = api.open(Way.V4_WEBSOCKET);
    wire.join("/", "");
    assertThat(api.next()).isEqualTo("connect boom");
    wire.emit("[\"e\",{\"a\":1}]");
    assertThat(api.next()).isEqualTo("event boom[{\"a\":1}]");
    wire.send("40/guarded,");
    assertThat(api.next()).isEqualTo("auth boom");
    wire.expect("44/guarded,{\"message\":\"Internal error\"}");
    wire.vanish();
    assertThat(api.next()).isEqualTo("disconnect boom");
  }

  @Test
  void optionsOfTheConfigurationCount() {
    Configuration configuration = new Configuration();
    configuration.setContext("/own");
    configuration.setPingInterval(1234);
    configuration.setMaxHttpContentLength(5000);
    configuration.setTransports(com.corundumstudio.socketio.Transport.POLLING);
    api.close();
    api = ApiServer.start(configuration, EngineOptions.from(configuration));
    HttpReply reply = RawHttp.once(api.target(), "GET", "/own/?EIO=4&transport=polling");
    assertThat(reply.body())
        .contains("\"upgrades\":[],\"pingInterval\":1234,")
        .contains("\"maxPayload\":5000");
    HttpReply other = RawHttp.once(api.target(), "GET", "/own/?EIO=4&transport=websocket");
    assertError(other, 0, "Transport unknown");
  }
}
