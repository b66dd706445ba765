package dev.natter.gateway.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.natter.NodeScript;
import dev.natter.TestClient;
import dev.natter.TestPeople;
import dev.natter.TestServer;
import dev.natter.auth.GuestNaming;
import dev.natter.chat.MemoryMessageStore;
import dev.natter.chat.MemoryUserStore;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Socket.IO's private messaging example: its clients write to one user at a time. */
@Timeout(180)
class PrivateMessagesIT {

  private final Map<TestClient, String> ids = new HashMap<>();
  private final Map<TestClient, String> keys = new HashMap<>();
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

  @Test
  void thePageOfTheExampleWorksWithEveryGenerationOfTheClient() throws Exception {
    NodeScript.run("private-messaging.js", server.port());
  }

  @Test
  void whoDoesNotIntroduceItselfIsAskedForAName() {
    Map<String, String> nameless = Map.of("dialect", "private-message");

    assertThat(TestClient.refusal(server.port(), nameless)).contains("invalid username");
    assertThat(TestClient.refusal(server.port(), Map.of("sessionID", "unknown")))
        .contains("invalid username");
  }

  @Test
  void onlyTheTwoHearAndEverythingElseIsRefused() throws InterruptedException {
    try (TestClient ann = user("Ann");
        TestClient bob = user("Bob");
        TestClient eve = user("Eve");
        TestClient natter = TestClient.connect(server.port(), Map.of("dialect", "natter"))) {
      String bobsId = id(bob);
      JSONObject ack =
          ann.ask(
              "private message",
              TestClient.object("{\"content\":{\"a\":[1.0]},\"to\":\"" + bobsId + "\"}"));

      assertThat(ack.opt("ok")).isEqualTo(true);
      assertThat(bob.next("private message"))
          .contains("\"content\":{\"a\":[1")
          .contains("\"from\":\"" + id(ann) + "\"")
          .contains("\"to\":\"" + bobsId + "\"");
      assertThat(refusal(ann, "{\"content\":\"x\",\"to\":\"nobody\"}")).isEqualTo("NOT_FOUND");
      assertThat(refusal(ann, "{\"content\":\"x\",\"to\":\"" + id(ann) + "\"}"))
          .isEqualTo("BAD_REQUEST");
      assertThat(refusal(ann, "{\"content\":\"x\",\"to\":{\"$ne\":\"\"}}"))
          .isEqualTo("BAD_REQUEST");
      assertThat(refusal(ann, "{\"to\":\"" + bobsId + "\"}")).isEqualTo("BAD_REQUEST");
      String room = TestClient.object("{\"room\":\"" + ack.optString("room") + "\"}").toString();
      for (TestClient outsider : new TestClient[] {eve, natter}) {
        assertThat(outsider.ask("history", TestClient.object(room)).opt("code"))
            .isEqualTo("NOT_FOUND");
        assertThat(outsider.ask("join", ack.optString("room")).opt("ok")).isEqualTo(false);
      }
      assertThat(eve.hasHeardNothingMore("private message")).isTrue();
      assertThat(natter.hasHeardNothingMore("message:posted")).isTrue();
    }
  }

  @Test
  void aClientOfAnotherDialectMaySayAUsernameAsWell() throws InterruptedException {
    try (TestClient ann = user("Ann");
        TestClient bob = TestClient.connect(server.port(), Map.of())) {
      assertThat(ann.ask("message", "hi").opt("ok")).isEqualTo(true);

      assertThat(bob.next("message")).isEqualTo("[\"hi\"]");
      assertThat(ann.next("message")).isEqualTo("[\"hi\"]");
    }
  }

  @Test
  void namesAreNobodyElses() throws Exception {
    try (TestClient first = user("Ann");
        TestClient second = user("Ann");
        TestClient natter =
            TestClient.connect(server.port(), Map.of("dialect", "natter", "name", "Ann"))) {
      assertThat(first.next("user connected")).contains("\"Ann-2\"");
      assertThat(natter.next("session:opened")).contains("\"Ann-3\"");
      assertThat(id(second)).isNotEqualTo(id(first));
    }
    try (TestPeople people = TestPeople.open(new MemoryUserStore(), GuestNaming.REFUSE);
        TestServer strict =
            TestServer.start(new MemoryMessageStore(Clock.systemUTC()), people.doorkeeper());
        TestClient ann = TestClient.connect(strict.port(), Map.of("username", "Ann"))) {
      ann.next("session");
      assertThat(TestClient.refusal(strict.port(), Map.of("username", "Ann")))
          .contains("invalid username");
    }
  }

  @Test
  void whoComesBackByAnotherDialectIsTheSameAndSeesTheConversation() throws Exception {
    try (TestClient ann = user("Ann");
        TestClient bob = user("Bob")) {
      ann.ask("private message", letter("hello", id(bob)));
      String key = key(bob);
      bob.socket().close();
      try (TestClient natter =
          TestClient.connect(server.port(), Map.of("dialect", "natter", "token", key))) {
        assertThat(natter.next("session:opened")).contains(id(bob));
        JSONObject opened =
            natter.ask("direct:open", TestClient.object("{\"user\":\"" + id(ann) + "\"}"));
        String room = opened.optJSONObject("room").optString("room");
        assertThat(natter.ask("join", room).opt("sequence")).isEqualTo(1);
        natter.ask(
            "message:send",
            TestClient.object("{\"room\":\"" + room + "\",\"body\":\"from natter\"}"));
        assertThat(ann.next("private message")).contains("from natter");
      }
    }
  }

  @Test
  void aConversationThatAnotherDialectBeginsIsHeard() throws Exception {
    try (TestClient ann = user("Ann");
        TestClient natter =
            TestClient.connect(server.port(), Map.of("dialect", "natter", "name", "Nat"))) {
      JSONObject opened =
          natter.ask("direct:open", TestClient.object("{\"user\":\"" + id(ann) + "\"}"));
      String room = opened.optJSONObject("room").optString("room");
      natter.ask("message:send", TestClient.object("{\"room\":\"" + room + "\",\"body\":\"hi\"}"));
      assertThat(ann.next("private message")).contains("\"content\":\"hi\"");
    }
  }

  @Test
  void anAccountWritesUnderItsOwnName() throws Exception {
    try (TestPeople people = TestPeople.open();
        TestServer other =
            TestServer.start(new MemoryMessageStore(Clock.systemUTC()), people.doorkeeper());
        TestClient ann =
            TestClient.connect(
                other.port(), Map.of("dialect", "private-message", "token", people.token("ann")))) {
      assertThat(ann.next("session")).contains(people.id("ann"));
    }
  }

  private static JSONObject letter(String content, String to) {
    return TestClient.object("{\"content\":\"" + content + "\",\"to\":\"" + to + "\"}");
  }

  private String key(TestClient client) throws InterruptedException {
    id(client);
    return keys.getOrDefault(client, "");
  }

  private String id(TestClient client) throws InterruptedException {
    if (!ids.containsKey(client)) {
      String session = client.next("session");
      JSONObject opened = TestClient.object(session.substring(1, session.length() - 1));
      ids.put(client, opened.optString("userID"));
      keys.put(client, opened.optString("sessionID"));
    }
    return ids.get(client);
  }

  private static String refusal(TestClient client, String letter) {
    return client.ask("private message", TestClient.object(letter)).optString("code");
  }

  private TestClient user(String name) {
    return TestClient.connect(server.port(), Map.of("username", name));
  }
}
