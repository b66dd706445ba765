package dev.natter.gateway.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.natter.TestClient;
import dev.natter.TestServer;
import dev.natter.chat.MemoryMessageStore;
import dev.natter.chat.ScriptedStore;
import dev.natter.wire.Dialect;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SocketIoGatewayIT {

  private static final String SAID = "{\"body\":\"hi\",\"clientId\":\"c1\"}";

  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.start(new MemoryMessageStore(Clock.systemUTC()));
  }

  @AfterEach
  void stop() {
    server.close();
    assertThat(server.faults).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "message, message",
    "send message, receive message",
  })
  void everybodyHearsADialectSenderIncluded(String says, String hears) throws InterruptedException {
    try (TestClient ann = connect();
        TestClient bob = TestClient.polling(server.port(), Map.of())) {
      ann.emit(says, "hi");

      assertThat(ann.next(hears)).isEqualTo("[\"hi\"]");
      assertThat(bob.next(hears)).isEqualTo("[\"hi\"]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "null", "true", "[1,[2]]", "{\"text\":\"a\",\"n\":{\"b\":[]}}"})
  void anyValueComesBackAsItWas(String json) throws InterruptedException {
    try (TestClient ann = connect()) {
      ann.emit("message", TestClient.object("{\"v\":" + json + "}").opt("v"));

      assertThat(ann.next("message")).isEqualTo("[" + json + "]");
    }
  }

  @Test
  void anAckTellsWhereTheMessageStands() {
    try (TestClient ann = connect()) {
      JSONObject first = ann.ask("message", "a");
      JSONObject second = ann.ask("message:send", TestClient.object(SAID));

      assertThat(first.opt("ok")).isEqualTo(true);
      assertThat(first.opt("id")).isEqualTo("lobby:1");
      assertThat(first.opt("room")).isEqualTo("lobby");
      assertThat(first.optString("at")).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:]{8}\\.\\d{3}Z");
      assertThat(second.opt("sequence")).isEqualTo(2);
    }
  }

  @Test
  void aResendGetsTheFirstResultAndIsHeardOnce() throws InterruptedException {
    try (TestClient ann = TestClient.connect(server.port(), Map.of("dialect", "natter"))) {
      JSONObject first = ann.ask("message:send", TestClient.object(SAID));
      JSONObject again = ann.ask("message:send", TestClient.object(SAID));
      ann.ask("message:send", TestClient.object("{\"body\":\"next\"}"));

      assertThat(again.toString()).isEqualTo(first.toString());
      assertThat(ann.next("message:posted")).contains("\"body\":\"hi\"");
      assertThat(ann.next("message:posted")).contains("\"body\":\"next\"");
    }
  }

  @Test
  void aClientOfOneDialectHearsNothingOfTheOthers() throws InterruptedException {
    try (TestClient ann = TestClient.connect(server.port(), Map.of("dialect", "send-message"));
        TestClient bob = connect()) {
      bob.emit("message", "one");
      assertThat(bob.next("message")).isEqualTo("[\"one\"]");
      bob.emit("message", "two");
      assertThat(bob.next("message")).isEqualTo("[\"two\"]");

      assertThat(ann.next("receive message")).isEqualTo("[\"one\"]");
      assertThat(ann.next("receive message")).isEqualTo("[\"two\"]");
      assertThat(ann.hasHeardNothingMore("message")).isTrue();
      assertThat(bob.hasHeardNothingMore("receive message")).isTrue();
    }
  }

  @Test
  void untilItsDialectIsKnownAClientHearsEveryDialect() throws InterruptedException {
    try (TestClient ann = connect();
        TestClient bob = connect()) {
      bob.emit("message", "hi");

      assertThat(ann.next("message")).isEqualTo("[\"hi\"]");
      assertThat(ann.next("receive message")).isEqualTo("[\"hi\"]");
      assertThat(ann.next("chat message")).isEqualTo("[\"hi\",1]");
      assertThat(ann.next("message:posted")).contains("\"sequence\":1");
    }
  }

  @Test
  void theFirstRoomReplacesTheLobbyWhichComesBackWithTheLastLeft() throws InterruptedException {
    try (TestClient ann = natter("");
        TestClient bob = natter("")) {
      JSONObject joined = ann.ask("join", "green");
      assertThat(joined.opt("room")).isEqualTo("green");
      assertThat(joined.opt("sequence")).isEqualTo(0);
      bob.ask("message:send", TestClient.object("{\"body\":\"for the lobby\"}"));
      ann.ask("message:send", TestClient.object("{\"body\":\"for green\"}"));
      assertThat(ann.next("message:posted")).contains("for green");
      assertThat(ann.ask("leave", "green").opt("sequence")).isEqualTo(1);
      bob.ask("message:send", TestClient.object("{\"body\":\"lobby again\"}"));

      assertThat(ann.next("message:posted")).contains("lobby again");
      assertThat(bob.next("message:posted")).contains("for the lobby");
      assertThat(bob.next("message:posted")).contains("lobby again");
    }
  }

  @Test
  void aRoomIsSpokenInRightAfterItWasAskedFor() throws InterruptedException {
    try (TestClient ann = TestClient.connect(server.port(), Map.of("dialect", "message"))) {
      ann.emit("join", "red");
      ann.emit("join", "blue");
      ann.emit("message", "to blue");

      assertThat(ann.next("message")).isEqualTo("[\"to blue\"]");
      assertThat(ann.ask("history", new JSONObject()).opt("room")).isEqualTo("blue");
    }
  }

  @Test
  void namespacesAreApart() throws InterruptedException {
    try (TestClient ann = TestClient.connect(server.port(), "/other", Map.of());
        TestClient bob = connect()) {
      bob.ask("message", "in main");
      ann.ask("message", "in other");

      assertThat(ann.next("message")).isEqualTo("[\"in other\"]");
      assertThat(bob.next("message")).isEqualTo("[\"in main\"]");
    }
  }

  @Test
  void historyComesAsPages() {
    try (TestClient ann = natter("green")) {
      for (int i = 1; i <= 5; i++) {
        ann.ask("message:send", TestClient.object("{\"body\":" + i + "}"));
      }
      JSONObject page = ann.ask("history", TestClient.object("{\"after\":1,\"limit\":2}"));
      JSONObject newest = ann.ask("history", TestClient.object("{\"room\":\"green\",\"limit\":1}"));

      assertThat(page.optJSONArray("messages").length()).isEqualTo(2);
      assertThat(page.optJSONArray("messages").optJSONObject(0).opt("sequence")).isEqualTo(2);
      assertThat(page.opt("more")).isEqualTo(true);
      assertThat(newest.optJSONArray("messages").optJSONObject(0).opt("body")).isEqualTo(5);
    }
  }

  @Test
  void whatCannotBeMeantIsRefusedWithACode() {
    try (TestClient ann = connect()) {
      assertRefused(ann.ask("join", 5), "BAD_REQUEST", false);
      assertRefused(ann.ask("join"), "BAD_REQUEST", false);
      assertRefused(ann.ask("join", TestClient.object("{\"$ne\":1}")), "BAD_REQUEST", false);
      assertRefused(ann.ask("leave", "a|b"), "BAD_REQUEST", false);
      assertRefused(ann.ask("history", TestClient.object("{\"limit\":0}")), "BAD_REQUEST", false);
      assertRefused(ann.ask("message:send", "x"), "BAD_REQUEST", false);
      assertRefused(ann.ask("message", "x".repeat(70_000)), "TOO_LARGE", false);
      assertRefused(ann.ask("mesage", "x"), "NOT_FOUND", false);
      assertThat(ann.ask("message", "still here").opt("ok")).isEqualTo(true);
    }
  }

  @Test
  void aSessionHasOnlySoManyRooms() {
    try (TestClient ann = connect()) {
      for (int i = 0; i < 100; i++) {
        assertThat(ann.ask("join", "room " + i).opt("ok")).isEqualTo(true);
      }

      assertRefused(ann.ask("join", "one more"), "LIMIT_REACHED", false);
      assertThat(ann.ask("join", "room 7").opt("ok")).isEqualTo(true);
    }
  }

  @ParameterizedTest
  @CsvSource({"dialect, klingon", "dialect, ws-json", "room, a|b", "name, a\u202eb"})
  void whoSaysWhatCannotBeMeantIsNotLetIn(String name, String value) {
    assertThat(TestClient.refusal(server.port(), Map.of(name, value))).contains("BAD_REQUEST");
  }

  @Test
  void aStoreThatIsAwayIsToldAndOverSoonAfter() {
    ScriptedStore store = new ScriptedStore();
    try (TestServer fragile = TestServer.start(store);
        TestClient ann = TestClient.connect(fragile.port(), Map.of())) {
      store.accepting.set(false);
      assertRefused(ann.ask("message", "a"), "NOT_STORED", true);
      store.accepting.set(true);

      assertThat(ann.ask("message", "a").opt("ok")).isEqualTo(true);
    }
  }

  @Test
  void withOneDialectThereIsNothingToGuess() throws InterruptedException {
    Set<Dialect> one = Set.of(Dialect.MESSAGE);
    try (TestServer small = TestServer.start(new ScriptedStore(), one);
        TestClient ann = TestClient.connect(small.port(), Map.of())) {
      ann.emit("send message", "not spoken here");
      ann.emit("message", "hi");

      assertThat(ann.next("message")).isEqualTo("[\"hi\"]");
      assertThat(ann.hasHeardNothingMore("receive message")).isTrue();
    }
  }

  private static void assertRefused(JSONObject ack, String code, boolean retry) {
    assertThat(ack.opt("ok")).isEqualTo(false);
    assertThat(ack.opt("code")).isEqualTo(code);
    assertThat(ack.opt("retry")).isEqualTo(retry);
    assertThat(ack.optString("message")).isNotEmpty();
  }

  private TestClient connect() {
    return TestClient.connect(server.port(), Map.of());
  }

  private TestClient natter(String room) {
    return TestClient.connect(server.port(), Map.of("dialect", "natter", "room", room));
  }
}
