package dev.natter.gateway.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.natter.TestClient;
import dev.natter.TestServer;
import dev.natter.chat.MemoryMessageStore;
import java.time.Clock;
import java.util.Map;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Edits, deletions, reactions, replies and search through the door. */
@Timeout(120)
class AmendEventsIT {

  private TestServer server = TestServer.start(new MemoryMessageStore(Clock.systemUTC()));
  private TestClient ann = natter("Ann");
  private TestClient ben = natter("Ben");

  @BeforeEach
  void start() throws InterruptedException {
    ask(ann, "message:send", "{'body':'Hello red fox'}");
    assertThat(ben.next("message:posted")).contains("\"sequence\":1");
  }

  @AfterEach
  void stop() {
    ann.close();
    ben.close();
    server.close();
    assertThat(server.faults).isEmpty();
  }

  @Test
  void everybodyHearsAnEditAndItsAuthorIsAnswered() throws Exception {
    JSONObject ack = ask(ann, "message:edit", "{'sequence':1,'body':'Hello blue fox'}");

    assertThat(ack.toString())
        .isEqualTo(
            object("{'ok':true,'id':'lobby:1','room':'lobby','sequence':1,'change':1}").toString());
    for (TestClient client : new TestClient[] {ann, ben}) {
      assertThat(client.next("message:changed"))
          .contains("\"body\":\"Hello blue fox\"", "\"change\":1", "\"editedAt\":\"");
    }
  }

  @Test
  void reactionsAndDeletionsAreHeardToo() throws Exception {
    assertThat(ask(ben, "message:react", "{'sequence':1,'emoji':'+1'}").optLong("change"))
        .isEqualTo(1);
    assertThat(ask(ann, "message:delete", "{'sequence':1}").optLong("change")).isEqualTo(2);

    assertThat(ben.next("message:changed")).contains("\"emoji\":\"+1\"");
    assertThat(ben.next("message:changed")).contains("\"deleted\":true", "\"body\":null");
  }

  @Test
  void whoWasAwayAsksForChanges() throws Exception {
    ask(ann, "message:edit", "{'sequence':1,'body':1}");

    JSONObject changes = ask(ben, "room:changes", "{'room':'lobby','after':0}");

    assertThat(changes.optLong("change")).isEqualTo(1);
    assertThat(changes.optBoolean("more")).isFalse();
    assertThat(String.valueOf(changes.optJSONArray("messages"))).contains("\"body\":1");
    assertThat(joined(ben).optLong("change")).isEqualTo(1);
  }

  @Test
  void whatOthersSaidCannotBeChanged() {
    assertThat(ask(ben, "message:edit", "{'sequence':1,'body':1}").optString("code"))
        .isEqualTo("FORBIDDEN");
    assertThat(ask(ben, "message:delete", "{'sequence':1}").optString("code"))
        .isEqualTo("FORBIDDEN");
    assertThat(ask(ben, "message:edits", "{'sequence':1}").optString("code"))
        .isEqualTo("FORBIDDEN");
    assertThat(ask(ben, "message:edit", "{'sequence':{'$gt':0},'body':1}").optString("code"))
        .isEqualTo("BAD_REQUEST");
  }

  @Test
  void aReplyNamesWhatItAnswersAndOtherDialectsHearItsText() throws Exception {
    try (TestClient other = TestClient.connect(server.port(), Map.of("dialect", "message"))) {
      ask(ben, "message:send", "{'body':'Hi @room','replyTo':1}");

      assertThat(ann.next("message:posted")).contains("\"sequence\":1");
      assertThat(ann.next("message:posted")).contains("\"replyTo\":1", "\"mentions\":[\"@room\"]");
      assertThat(other.next("message")).isEqualTo("[\"Hi @room\"]");
    }
    assertThat(ask(ben, "message:send", "{'body':'Hi','replyTo':99}").optString("code"))
        .isEqualTo("NOT_FOUND");
  }

  @Test
  void messagesAreFoundByTheirWordsAndHistoryAroundThem() {
    JSONObject found = ask(ben, "search", "{'words':'FOX red','room':'lobby'}");

    assertThat(String.valueOf(found.optJSONArray("messages"))).contains("Hello red fox");
    assertThat(count(ask(ben, "search", "{'words':'hen','room':'lobby'}"))).isZero();
    assertThat(ask(ben, "search", "{'words':'fox'}").optBoolean("ok")).isTrue();
    assertThat(count(ask(ben, "history", "{'around':1,'limit':3}"))).isEqualTo(1);
    assertThat(count(ask(ben, "history", "{'since':'2026-01-01T00:00:00Z'}"))).isEqualTo(1);
  }

  private static int count(JSONObject answer) {
    return answer.optJSONArray("messages").length();
  }

  private TestClient natter(String name) {
    return TestClient.connect(server.port(), Map.of("dialect", "natter", "name", name));
  }

  private static JSONObject joined(TestClient client) {
    return client.ask("join", "lobby");
  }

  private static JSONObject ask(TestClient client, String event, String json) {
    return client.ask(event, object(json));
  }

  private static JSONObject object(String json) {
    return TestClient.object(json.replace('\'', '"'));
  }
}
