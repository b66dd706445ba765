package dev.natter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.natter.RawClient;
import dev.natter.TestClient;
import dev.natter.TestServer;
import dev.natter.chat.MemoryMessageStore;
import dev.natter.chat.RoomRules;
import dev.natter.wire.Dialect;
import dev.natter.wire.Space;
import dev.natter.wire.Spaces;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Namespaces with rules of their own, through the doors. */
@Timeout(60)
class SpacesIT {

  private static final Set<Dialect> ALL = Set.of(Dialect.values());

  private TestServer server;

  @BeforeEach
  void start() {
    RoomRules usual = RoomRules.defaults();
    server =
        TestServer.start(
            new MemoryMessageStore(Clock.systemUTC()),
            new Spaces(
                List.of(
                    new Space("/", ALL, usual),
                    new Space("/game-*", ALL, usual),
                    new Space("/one", Set.of(Dialect.SEND_MESSAGE), usual),
                    new Space("/closed", ALL, usual.withoutGuests()),
                    new Space("/made", ALL, usual.withCreateOnJoin(false).withMaxJoined(1)))));
  }

  @AfterEach
  void stop() {
    server.close();
    assertThat(server.faults).isEmpty();
  }

  @Test
  void aPatternMakesNamespacesThatAreApart() throws InterruptedException {
    try (TestClient one = TestClient.connect(server.port(), "/game-1", Map.of());
        TestClient two = TestClient.connect(server.port(), "/game-2", Map.of());
        TestClient again = TestClient.connect(server.port(), "/game-1", Map.of())) {
      assertThat(two.ask("message", "for two").opt("sequence")).isEqualTo(1);
      assertThat(one.ask("message", "for one").opt("sequence")).isEqualTo(1);

      assertThat(again.next("message")).contains("for one");
      assertThat(two.next("message")).contains("for two");
      assertThat(two.hasHeardNothingMore("message")).isTrue();
    }
  }

  @Test
  void anUnknownNamespaceIsRefusedAsTheProtocolSays() throws InterruptedException {
    try (RawClient client =
        RawClient.connect(server.port(), "/socket.io/?EIO=4&transport=websocket")) {
      assertThat(client.next()).startsWith("0{");
      client.send("40/game-a b,");
      assertThat(client.next()).isEqualTo("44/game-a b,{\"message\":\"Invalid namespace\"}");
    }
  }

  @Test
  void aNamespaceSpeaksItsOwnDialects() {
    try (TestClient client = TestClient.connect(server.port(), "/one", Map.of())) {
      assertThat(client.ask("send message", "hi").opt("ok")).isEqualTo(true);
      assertThat(client.ask("message", "hi").opt("code")).isEqualTo("NOT_FOUND");
      assertThat(client.ask("room:list", "{}").opt("code")).isEqualTo("NOT_FOUND");
    }
  }

  @Test
  void whereGuestsAreNotLetInNoDoorLetsThemIn() throws Exception {
    try (RawClient client =
        RawClient.connect(server.port(), "/socket.io/?EIO=4&transport=websocket")) {
      assertThat(client.next()).startsWith("0{");
      client.send("40/closed,");
      assertThat(client.next()).startsWith("44/closed,").contains("UNAUTHORIZED");
    }
    assertThat(status("/api/rooms/lobby/messages?namespace=/closed")).isEqualTo(401);
    assertThat(status("/ws/json?namespace=/closed")).isIn(400, 401, 426);
  }

  @Test
  void whereRoomsMustBeMadeOthersAreNotThere() {
    try (TestClient client = TestClient.connect(server.port(), "/made", Map.of())) {
      assertThat(client.ask("join", "green").opt("code")).isEqualTo("NOT_FOUND");
      assertThat(client.ask("message", "to the lobby").opt("ok")).isEqualTo(true);
      assertThat(client.ask("join", "lobby").opt("ok")).isEqualTo(true);
      assertThat(client.ask("join", "green").opt("code")).isEqualTo("LIMIT_REACHED");
    }
  }

  private int status(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
