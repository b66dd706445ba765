package dev.natter.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.corundumstudio.socketio.AckCallback;
import com.corundumstudio.socketio.AckMode;
import com.corundumstudio.socketio.AckRequest;
import com.corundumstudio.socketio.MultiTypeAckCallback;
import com.corundumstudio.socketio.MultiTypeArgs;
import com.corundumstudio.socketio.SocketIOClient;
import com.corundumstudio.socketio.VoidAckCallback;
import com.corundumstudio.socketio.annotation.OnConnect;
import com.corundumstudio.socketio.annotation.OnDisconnect;
import com.corundumstudio.socketio.annotation.OnEvent;
import com.corundumstudio.socketio.protocol.EngineIOVersion;
import dev.natter.conformance.ApiServer.Member;
import dev.natter.engine.EngineClient;
import dev.natter.engine.EngineNamespace;
import dev.natter.engine.EngineOptions;
import dev.natter.engine.EventArguments;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events, acknowledgements, rooms and stores through netty-socketio's API. */
class ApiListenersIT {
  private static final Duration A_WHILE = Duration.ofMillis(200);

  private final ApiServer api = ApiServer.start();

  @AfterEach
  void stop() {
    api.close();
  }

  /** A bean. */
  public static final class Point {
    public int x;
    public int y;
  }

  /** Listeners by annotation, their parameters in any order. */
  public final class Annotated {
    @OnConnect
    public void connected(SocketIOClient client) {
      api.tell("connected " + client.getNamespace().getName());
    }

    @OnDisconnect
    public void left(SocketIOClient client) {
      api.tell("left " + ((EngineClient) client).disconnectReason());
    }

    @OnEvent("point")
    public void point(SocketIOClient client, AckRequest ack, Point point) {
      ack.sendAckData(point.x + point.y, ack.isAckRequested());
    }

    @OnEvent("three")
    public void three(SocketIOClient client, String text, Integer number, Map<String, Object> map) {
      api.tell(text + number + map);
    }

    @OnEvent("bare")
    public void bare(SocketIOClient client) {
      api.tell("bare");
    }
  }

  @Test
  void annotatedMethodsAreListeners() {
    EngineNamespace more = api.server().addNamespace("/more");
    more.addListeners(new Annotated());
    Wire wire = api.open(Way.V4_WEBSOCKET);
    wire.join("/more", "");
    assertThat(api.next()).isEqualTo("connected /more");
    wire.send("42/more,7[\"point\",{\"x\":3,\"y\":4}]");
    wire.expect("43/more,7[7,true]");
    wire.send("42/more,[\"three\",\"a\",1,{\"k\":[true]}]");
    assertThat(api.next()).isEqualTo("a1{k=[true]}");
    wire.send("42/more,[\"bare\"]");
    assertThat(api.next()).isEqualTo("bare");
    wire.send("41/more,");
    assertThat(api.next()).isEqualTo("left client namespace disconnect");
  }

  @Test
  void anyListenerHearsFirstAndMayAnswer() {
    api.main()
        .addAnyListener(
            (client, event, arguments, ack) -> {
              api.tell("any " + event + arguments.size());
              ack.sendAckData("any");
            });
    api.main().addEventListener("known", String.class, (client, text, ack) -> api.tell(text));
    Member member = api.member();
    member.wire().send("421[\"known\",\"a\"]");
    assertThat(List.of(api.next(), api.next())).containsExactly("any known1", "a");
    member.wire().expect("431[\"any\"]");
    member.wire().send("422[\"unknown\",1,2]");
    assertThat(api.next()).isEqualTo("any unknown2");
    member.wire().expect("432[\"any\"]");
  }

  @Test
  void eventMiddlewaresAreAskedInTurnAndMayDrop() {
    EngineNamespace main = api.main();
    main.use(
        (client, event, arguments) -> {
          api.tell("first " + event);
          return !event.equals("secret");
        });
    main.use(
        (client, event, arguments) -> {
          if (event.equals("bad")) {
            throw new IllegalStateException("bad");
          }
          return arguments.size() < 2;
        });
    main.addAnyListener((client, event, arguments, ack) -> api.tell("heard " + event));
    Member member = api.member();
    member.wire().emit("[\"secret\"]");
    member.wire().emit("[\"bad\"]");
    member.wire().emit("[\"long\",1,2]");
    member.wire().emit("[\"fine\",1]");
    assertThat(List.of(api.next(), api.next(), api.next(), api.next(), api.next()))
        .containsExactly("first secret", "first bad", "first long", "first fine", "heard fine");
  }

  @Test
  void interceptorsSeveralListenersAndTheirRemoval() {
    EngineNamespace main = api.main();
    main.addEventListener("e", Integer.class, (client, number, ack) -> api.tell("one " + number));
    main.addEventListener("e", String.class, (client, text, ack) -> api.tell("two " + text));
    main.addMultiTypeEventListener(
        "several",
        (client, all, ack) ->
            api.tell(all.first() + "," + all.second() + "," + all.size() + all.get(2)),
        String.class,
        Integer.class,
        Point.class);
    main.addEventInterceptor((client, event, all, ack) -> api.tell("saw " + event + all));
    Member member = api.member();
    member.wire().emit("[\"e\",5]");
    assertThat(List.of(api.next(), api.next(), api.next()))
        .containsExactly("one 5", "two 5", "saw e[5]");
    member.wire().emit("[\"several\",\"a\",1]");
    assertThat(api.next()).startsWith("a,1,2");
    assertThat(api.next()).isEqualTo("saw several[a, 1]");
    main.removeAllListeners("e");
    member.wire().emit("[\"e\",5]");
    member.wire().emit("[\"several\",\"b\",2]");
    assertThat(api.next()).startsWith("b,2");
  }

  @Test
  void argumentOfAnotherTypeIsDroppedAndTheClientStays() {
    api.main().addEventListener("point", Point.class, (client, point, ack) -> api.tell(point.x));
    Member member = api.member();
    member.wire().emit("[\"point\",\"text\"]");
    member.wire().emit("[\"point\",[1]]");
    member.wire().emit("[\"point\",{\"x\":2,\"y\":0}]");
    assertThat(api.next()).isEqualTo("2");
  }

  @Test
  void acknowledgementIsAutomaticWhereThatIsAskedFor() {
    EngineOptions always = EngineOptions.defaults().withAckMode(AckMode.AUTO);
    EngineOptions onSuccess = EngineOptions.defaults().withAckMode(AckMode.AUTO_SUCCESS_ONLY);
    for (EngineOptions options : List.of(always, onSuccess)) {
      try (ApiServer automatic = ApiServer.start(options)) {
        automatic.main().addEventListener("fine", String.class, (client, text, ack) -> {});
        automatic
            .main()
            .addEventListener(
                "boom",
                String.class,
                (client, text, ack) -> {
                  throw new IllegalStateException("boom");
                });
        Member member = automatic.member();
        member.wire().send("421[\"boom\",\"a\"]");
        if (options == always) {
          member.wire().expect("431[]");
        }
        member.wire().send("422[\"fine\",\"a\"]");
        member.wire().expect("432[]");
      }
    }
  }

  // Questions of the server's.

  private AckCallback<String> telling(int seconds) {
    return new AckCallback<>(String.class, seconds) {
      @Override
      public void onSuccess(String answer) {
        api.tell("answer " + answer);
      }

      @Override
      public void onTimeout() {
        api.tell("timeout");
      }
    };
  }

  @Test
  void answersComeByTheirIdsAndLateOnesNotAtAll() {
    Member member = api.member();
    member.client().sendEvent("ask", telling(0), 1);
    member.client().sendEvent("ask", Duration.ofMillis(100), telling(0), 2);
    member.client().sendEvent("ask", telling(60), 3);
    member.wire().expect("420[\"ask\",1]");
    member.wire().expect("421[\"ask\",2]");
    member.wire().expect("422[\"ask\",3]");
    assertThat(api.next()).isEqualTo("timeout");
    member.wire().send("431[\"late\"]");
    member.wire().send("432[\"third\"]");
    member.wire().send("430[\"first\"]");
    member.wire().send("430[\"again\"]");
    assertThat(List.of(api.next(), api.next())).containsExactly("answer third", "answer first");
    Awaitility.await().during(A_WHILE).until(api::isQuiet);
  }

  @Test
  void wholeSecondsOfNettySocketioAreATimeToo() {
    Member member = api.member();
    member.client().sendEvent("ask", telling(1), 1);
    assertThat(api.next()).isEqualTo("timeout");
  }

  @Test
  void whoHasLeftIsNotWaitedForNorAsked() {
    Member member = api.member();
    member.client().sendEvent("ask", telling(60), 1);
    member.wire().expect("420[\"ask\",1]");
    member.wire().send("41");
    assertThat(api.next()).isEqualTo("timeout");
    member.client().sendEvent("ask", telling(60), 1);
    assertThat(api.next()).isEqualTo("timeout");
  }

  @Test
  void answersHaveTheTypesThatAreAskedFor() {
    Member member = api.member();
    member
        .client()
        .sendEvent(
            "ask",
            new MultiTypeAckCallback(Point.class, String.class) {
              @Override
              public void onSuccess(MultiTypeArgs all) {
                api.tell(all.<Point>first().y + all.<String>second());
              }
            });
    member
        .client()
        .sendEvent(
            "ask",
            new VoidAckCallback() {
              @Override
              protected void onSuccess() {
                api.tell("void");
              }
            });
    member
        .client()
        .sendEvent(
            "ask",
            new AckCallback<>(EventArguments.class) {
              @Override
              public void onSuccess(EventArguments answer) {
                api.tell(answer.size() + answer.json(1));
              }
            });
    member.wire().send("430[{\"x\":1,\"y\":2},\"b\"]");
    member.wire().send("431[]");
    member.wire().send("432[1,{\"a\":[]}]");
    assertThat(List.of(api.next(), api.next(), api.next()))
        .containsExactly("2b", "void", "2{\"a\":[]}");
  }

  // Clients.

  @Test
  void clientTellsWhoItIsAndKeepsWhatItIsGiven() {
    Member polling = api.member(Way.V4_POLLING);
    Member member = api.member(Way.V3_WEBSOCKET.isV3() ? Way.V4_WEBSOCKET : Way.V4_POLLING);
    EngineClient client = member.client();
    assertThat(client.getEngineIOVersion()).isEqualTo(EngineIOVersion.V4);
    assertThat(client.getTransport().getValue()).isEqualTo("websocket");
    assertThat(polling.client().getTransport().getValue()).isEqualTo("polling");
    assertThat(client.getRemoteAddress().toString()).contains("127.0.0.1");
    assertThat(client.isChannelOpen()).isTrue();
    assertThat(api.server().getClient(client.getSessionId())).isSameAs(client);
    assertThat(api.server().getAllClients()).containsOnly(client, polling.client());
    client.set("k", 1);
    assertThat(client.<Integer>get("k")).isEqualTo(1);
    assertThat(client.has("k")).isTrue();
    client.del("k");
    assertThat(client.has("k")).isFalse();
  }

  @Test
  void roomsAreJoinedLeftAndCounted() {
    Member first = api.member();
    Member second = api.member();
    EngineNamespace main = api.main();
    first.client().joinRooms(Set.of("a", "b"));
    main.joinRoom("a", second.client().getSessionId());
    assertThat(first.client().getAllRooms()).containsOnly("a", "b");
    assertThat(first.client().getCurrentRoomSize("a")).isEqualTo(2);
    assertThat(main.getRooms()).containsOnly("a", "b");
    assertThat(main.getRoomClients("a")).containsOnly(first.client(), second.client());
    assertThat(main.getRooms(second.client())).containsOnly("a");
    first.client().leaveRooms(Set.of("a", "b"));
    main.leaveRoom("a", second.client().getSessionId());
    assertThat(main.getRooms()).isEmpty();
    assertThat(main.getRoomClientsInCluster("a")).isZero();
  }

  @Test
  void disconnectingAClientKeepsItsConnectionAndClosingDoesNot() {
    api.main()
        .addDisconnectListener(client -> api.tell(((EngineClient) client).disconnectReason()));
    Member first = api.member();
    first.client().disconnect();
    first.wire().expect("41");
    assertThat(api.next()).isEqualTo("server namespace disconnect");
    first.wire().join("/", "");
    Member second = api.member();
    second.client().closeConnection("forced close");
    assertThat(api.next()).isEqualTo("forced close");
    second.wire().expectEnd();
  }

  @Test
  void pongsAreToldOf() {
    EngineOptions lively = EngineOptions.defaults().withPingInterval(Duration.ofMillis(100));
    try (ApiServer server = ApiServer.start(lively)) {
      server.main().addPongListener(client -> server.tell("pong"));
      server.member();
      assertThat(List.of(server.next(), server.next())).containsExactly("pong", "pong");
    }
  }
}
