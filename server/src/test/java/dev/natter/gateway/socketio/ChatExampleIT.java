package dev.natter.gateway.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.natter.NodeScript;
import dev.natter.TestClient;
import dev.natter.TestPeople;
import dev.natter.TestServer;
import dev.natter.chat.ScriptedStore;
import java.util.Map;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Socket.IO's chat example: its clients say their name and are told who else did. */
@Timeout(180)
class ChatExampleIT {

  private static final Map<String, String> EXAMPLE = Map.of("dialect", "chat-example");

  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.start(new ScriptedStore());
  }

  @AfterEach
  void stop() {
    server.close();
    assertThat(server.faults).isEmpty();
  }

  @Test
  void thePageOfTheExampleWorksWithEveryGenerationOfTheClient() throws Exception {
    NodeScript.run("chat-example.js", server.port());
  }

  @Test
  void onlyThoseWhoSaidTheirNameAreCountedInTheirNamespace() throws InterruptedException {
    try (TestClient ann = connect("/");
        TestClient silent = connect("/");
        TestClient elsewhere = connect("/other")) {
      assertThat(elsewhere.ask("add user", "Eve").opt("numUsers")).isEqualTo(1);
      assertThat(ann.ask("add user", "Ann").opt("numUsers")).isEqualTo(1);

      assertThat(ann.next("login")).isEqualTo("[{\"numUsers\":1}]");
      assertThat(silent.next("user joined"))
          .contains("\"username\":\"Ann\"")
          .contains("\"numUsers\":1");
      assertThat(elsewhere.hasHeardNothingMore("user joined")).isTrue();
    }
  }

  @Test
  void whoSaysANameTwiceKeepsTheFirstAndIsCountedOnce() throws InterruptedException {
    try (TestClient ann = connect("/");
        TestClient bob = connect("/")) {
      ann.ask("add user", "Ann");

      assertThat(ann.ask("add user", "Anna").opt("code")).isEqualTo("CONFLICT");
      ann.emit("new message", "hi");
      assertThat(bob.next("new message")).contains("\"username\":\"Ann\"");
      assertThat(bob.ask("add user", "Bob").opt("numUsers")).isEqualTo(2);
    }
  }

  @Test
  void aNameThatCannotBeSeenIsRefusedAndAnotherMayBeSaid() {
    try (TestClient ann = connect("/")) {
      assertThat(ann.ask("add user", "").opt("code")).isEqualTo("BAD_REQUEST");
      assertThat(ann.ask("add user", "a\u202eb").opt("code")).isEqualTo("BAD_REQUEST");
      assertThat(ann.ask("add user", "x".repeat(65)).opt("code")).isEqualTo("BAD_REQUEST");
      assertThat(ann.ask("add user", TestClient.object("{\"$ne\":1}")).opt("code"))
          .isEqualTo("BAD_REQUEST");
      assertThat(ann.ask("add user").opt("code")).isEqualTo("BAD_REQUEST");

      assertThat(ann.ask("add user", "Ann").opt("numUsers")).isEqualTo(1);
    }
  }

  @Test
  void otherDialectsShareItsMessages() throws InterruptedException {
    try (TestClient ann = connect("/");
        TestClient bob = TestClient.connect(server.port(), Map.of("dialect", "natter"))) {
      ann.ask("add user", "Ann");
      assertThat(ann.ask("new message", "from the example").opt("ok")).isEqualTo(true);
      bob.ask("message:send", TestClient.object("{\"body\":{\"text\":\"from natter\"}}"));

      assertThat(bob.next("message:posted")).contains("from the example").contains("\"Ann\"");
      assertThat(ann.next("new message")).contains("\"message\":\"from natter\"");
      assertThat(ann.hasHeardNothingMore("new message")).isTrue();
    }
  }

  @Test
  void whoHasNotSaidANameTypesUnseen() throws InterruptedException {
    try (TestClient ann = connect("/");
        TestClient bob = connect("/")) {
      bob.ask("typing");
      bob.ask("add user", "Bob");
      bob.ask("typing");

      assertThat(ann.next("typing")).isEqualTo("[{\"username\":\"Bob\"}]");
      assertThat(ann.hasHeardNothingMore("typing")).isTrue();
      assertThat(bob.hasHeardNothingMore("typing")).isTrue();
    }
  }

  @Test
  void whoTypesIsSeenToInEitherVocabulary() throws InterruptedException {
    try (TestClient ann = connect("/");
        TestClient bob = natter("Bob")) {
      ann.ask("add user", "Ann");
      ann.ask("typing");
      assertThat(bob.next("typing:changed"))
          .contains("\"name\":\"Ann\"")
          .contains("\"typing\":true");
      bob.ask("typing:set", TestClient.object("{\"room\":\"lobby\",\"typing\":true}"));
      assertThat(ann.next("typing")).isEqualTo("[{\"username\":\"Bob\"}]");
      bob.ask("typing:set", TestClient.object("{\"room\":\"lobby\",\"typing\":false}"));
      assertThat(ann.next("stop typing")).isEqualTo("[{\"username\":\"Bob\"}]");
      ann.socket().close();
      assertThat(bob.next("typing:changed")).contains("\"typing\":false");
    }
  }

  @Test
  void whoIsSentAwayTypesUnseenAndIsCountedNoMore() throws Exception {
    try (TestPeople people = TestPeople.open();
        TestServer other = TestServer.start(new ScriptedStore(), people.doorkeeper());
        TestClient owner = owner(people, other);
        TestClient ann = TestClient.connect(other.port(), example("green"));
        TestClient bob = TestClient.connect(other.port(), example("green"))) {
      ann.ask("add user", "Ann");
      bob.ask("add user", "Bob");
      ann.ask("typing");
      assertThat(bob.next("typing")).contains("Ann");
      assertThat(owner.ask("room:kick", of(ann, "")).opt("ok")).isEqualTo(true);

      assertThat(bob.next("stop typing")).contains("Ann");
      assertThat(bob.next("user left")).contains("Ann").contains("\"numUsers\":1");
      ann.ask("typing");
      bob.ask("typing");
      assertThat(owner.next("typing:changed")).contains("Ann");
      assertThat(owner.next("typing:changed")).contains("Ann").contains("false");
      assertThat(owner.next("typing:changed")).contains("Bob");
      assertThat(bob.hasHeardNothingMore("typing")).isTrue();
    }
  }

  @Test
  void whoIsMutedTypesUnseen() throws Exception {
    try (TestPeople people = TestPeople.open();
        TestServer other = TestServer.start(new ScriptedStore(), people.doorkeeper());
        TestClient owner = owner(people, other);
        TestClient ann = TestClient.connect(other.port(), example("green"))) {
      ann.ask("add user", "Ann");
      owner.ask("room:mute", of(ann, ",\"forMs\":60000"));
      ann.ask("typing");
      ann.ask("stop typing");
      owner.ask("message:send", TestClient.object("{\"room\":\"green\",\"body\":1}"));
      ann.next("new message");
      assertThat(owner.hasHeardNothingMore("typing:changed")).isTrue();
    }
  }

  /** The owner of the room {@code green}, who hears it. */
  private static TestClient owner(TestPeople people, TestServer server) {
    TestClient owner = people.connect(server, "owner");
    owner.ask("room:create", TestClient.object("{\"room\":\"green\"}"));
    owner.ask("join", "green");
    return owner;
  }

  private static JSONObject of(TestClient client, String more) {
    return TestClient.object(
        "{\"room\":\"green\",\"user\":\"" + client.socket().id() + "\"" + more + "}");
  }

  private static Map<String, String> example(String room) {
    return Map.of("dialect", "chat-example", "room", room);
  }

  private TestClient natter(String name) {
    return TestClient.connect(server.port(), Map.of("dialect", "natter", "name", name));
  }

  private TestClient connect(String namespace) {
    return TestClient.connect(server.port(), namespace, EXAMPLE);
  }
}
