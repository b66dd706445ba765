package dev.natter.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.corundumstudio.socketio.Configuration;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What waits for a loop that is busy reaches everybody whole, once and in order. */
class BurstIT {

  private static final String LONG = "x".repeat(40_000);

  private final EngineServer server = new EngineServer(configuration(), EngineOptions.defaults());
  private final EngineNamespace namespace = server.addNamespace("");
  private final CountDownLatch free = new CountDownLatch(1);
  private final List<Member> members = new CopyOnWriteArrayList<>();

  /** A client as both sides see it. */
  private record Member(Socket socket, EngineClient client, List<String> heard) {}

  private static Configuration configuration() {
    Configuration configuration = EngineApiIT.configuration();
    configuration.setWorkerThreads(1);
    return configuration;
  }

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    free.countDown();
    members.forEach(member -> member.socket().close());
    server.stop();
  }

  private Member member(String transport, String... rooms) {
    IO.Options options = new IO.Options();
    options.transports = new String[] {transport};
    options.forceNew = true;
    options.reconnection = false;
    Socket socket = IO.socket(URI.create("http://127.0.0.1:" + server.port()), options);
    List<String> heard = new CopyOnWriteArrayList<>();
    socket.on("said", values -> heard.add(text(values[0])));
    socket.connect();
    await().until(socket::connected);
    EngineClient client = namespace.byPublicId(socket.id()).orElseThrow();
    Member member = new Member(socket, client, heard);
    members.add(member);
    List.of(rooms).forEach(client::joinRoom);
    return member;
  }

  private static String text(Object value) {
    return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value.toString();
  }

  /** Keeps the loop from doing anything until it is set free. */
  private void keepBusy(Member any) {
    any.client()
        .eventLoop()
        .execute(
            () -> {
              try {
                free.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private void say(String room, Object what) {
    namespace.getRoomOperations(room).sendEvent("said", what);
  }

  private void hears(Member member, String... expected) {
    await().until(() -> member.heard().contains("the end"));
    List<String> all = new ArrayList<>(List.of(expected));
    all.add("the end");
    assertThat(member.heard()).containsExactlyElementsOf(all);
  }

  @Test
  void eachHearsAllThatIsForItInOrder() {
    Member one = member("websocket", "room");
    Member two = member("websocket", "room");
    Member polling = member("polling", "room");
    Member comes = member("websocket");
    keepBusy(one);

    say("room", 1);
    one.client().sendEvent("said", "one alone");
    comes.client().sendEvent("said", "who comes alone");
    say("room", 2);
    namespace.getRoomOperations("room").sendEvent("said", two.client(), "not two");
    comes.client().joinRoom("room");
    say("room", 3);
    say("room", 4);
    two.client().leaveRoom("room");
    say("room", 5);
    polling.client().sendEvent("said", "polling alone");
    say("room", 6);
    namespace.getBroadcastOperations().sendEvent("said", "the end");
    free.countDown();

    hears(one, "1", "one alone", "2", "not two", "3", "4", "5", "6");
    hears(two, "1", "2", "3", "4");
    hears(polling, "1", "2", "not two", "3", "4", "5", "polling alone", "6");
    hears(comes, "who comes alone", "3", "4", "5", "6");
  }

  @Test
  void whatIsLongOrBinaryIsHeardWhole() {
    Member one = member("websocket", "room");
    Member polling = member("polling", "room");
    keepBusy(one);

    say("room", "before");
    say("room", LONG);
    say("room", new byte[] {1, 2});
    say("room", LONG);
    say("room", LONG);
    say("room", new byte[] {3, 4});
    say("room", "after");
    namespace.getBroadcastOperations().sendEvent("said", "the end");
    free.countDown();

    hears(one, "before", LONG, "0102", LONG, LONG, "0304", "after");
    hears(polling, "before", LONG, "0102", LONG, LONG, "0304", "after");
  }

  @Test
  void whoGoesMeanwhileHarmsNobody() {
    Member goes = member("websocket", "room");
    Member stays = member("websocket", "room");
    keepBusy(goes);

    say("room", 1);
    goes.client().disconnect();
    say("room", 2);
    goes.client().sendEvent("said", "too late");
    say("room", 3);
    namespace.getBroadcastOperations().sendEvent("said", "the end");
    free.countDown();

    hears(stays, "1", "2", "3");
    await().until(() -> !goes.socket().connected());
    assertThat(goes.heard()).containsExactly("1");
  }
}
