package dev.natter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.natter.RawClient;
import dev.natter.TestClient;
import dev.natter.TestServer;
import dev.natter.chat.MemoryMessageStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rooms through the doors: who is let in, who is kept out, and what stops at once. */
@Timeout(60)
class RoomsIT {

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
  void aPrivateRoomIsNotThereForOthersThroughAnyDoor() throws Exception {
    try (TestClient ann = natter("");
        TestClient eve = natter("")) {
      create(ann, "red", "private");
      ann.ask("join", "red");
      ask(ann, "message:send", "{'room':'red','body':'secret'}");

      assertThat(eve.ask("join", "red").opt("code")).isEqualTo("NOT_FOUND");
      assertThat(code(eve, "history", "{'room':'red'}")).isEqualTo("NOT_FOUND");
      assertThat(code(eve, "message:send", "{'room':'red','body':'hi'}")).isEqualTo("NOT_FOUND");
      assertThat(code(eve, "room:show", "{'room':'red'}")).isEqualTo("NOT_FOUND");
      assertThat(code(eve, "room:members", "{'room':'red'}")).isEqualTo("NOT_FOUND");
      assertThat(ask(eve, "room:list", "{}").toString()).doesNotContain("red");
      assertThat(http("/api/rooms/red/messages").statusCode()).isEqualTo(404);
      assertThat(http("/api/rooms/red/messages").body()).doesNotContain("secret");
      assertThat(eve.hasHeardNothingMore("message:posted")).isTrue();
    }
  }

  @Test
  void aReplayOfAPrivateRoomIsRefused() throws Exception {
    try (TestClient ann = natter("")) {
      create(ann, "red", "private");
      ask(ann, "message:send", "{'room':'red','body':'secret'}");
      try (RawClient eve =
          RawClient.connect(server.port(), "/socket.io/?EIO=4&transport=websocket")) {
        assertThat(eve.next()).startsWith("0{");
        eve.send("40{\"dialect\":\"natter\",\"room\":\"red\",\"serverOffset\":0}");
        assertThat(eve.next()).startsWith("40{");
        assertThat(eve.next()).startsWith("42[\"session:opened\"");
        // Two rooms, and so in either order.
        assertThat(List.of(eve.next(), eve.next()))
            .contains("42[\"room:removed\",{\"room\":\"red\",\"why\":\"refused\"}]")
            .anyMatch(said -> said.startsWith("42[\"presence:changed\",{\"room\":\"lobby\""));
        assertThat(eve.hasHeardNothingMore()).isTrue();
      }
    }
  }

  @Test
  void aSessionThatMayNotHaveItsFirstRoomIsToldAndHearsTheLobby() throws Exception {
    try (TestClient ann = natter("")) {
      create(ann, "red", "private");
      try (TestClient eve = natter("red")) {
        assertThat(eve.next("room:removed")).contains("refused");
        eve.ask("leave", "red");
        ask(ann, "message:send", "{'room':'lobby','body':'for all'}");
        assertThat(eve.next("message:posted")).contains("for all");
      }
    }
  }

  @Test
  void anInvitedUserIsToldOnAllItsDevicesAndMayJoin() throws Exception {
    try (TestClient ann = natter("");
        TestClient bob = natter("")) {
      create(ann, "red", "private");
      JSONObject invited =
          ask(ann, "room:invite", "{'room':'red','user':'" + bob.socket().id() + "'}");
      assertThat(invited.toString()).contains("\"role\":\"member\"");
      assertThat(bob.next("room:invited")).contains("\"room\":\"red\"").contains("private");

      assertThat(bob.ask("join", "red").opt("ok")).isEqualTo(true);
      ask(ann, "message:send", "{'room':'red','body':'welcome'}");
      assertThat(bob.next("message:posted")).contains("welcome");
    }
  }

  @Test
  void oneWhoIsKickedHearsNothingMoreAtOnce() throws Exception {
    try (TestClient ann = natter("");
        TestClient bob = natter("")) {
      create(ann, "green", "public");
      ann.ask("join", "green");
      bob.ask("join", "green");
      ask(ann, "message:send", "{'room':'green','body':'before'}");
      var kick = ann.answer("room:kick", object(user("green", bob)));
      JSONObject after = ask(ann, "message:send", "{'room':'green','body':'after'}");
      assertThat(kick.join().opt("ok")).isEqualTo(true);
      assertThat(after.opt("ok")).isEqualTo(true);

      assertThat(bob.next("message:posted")).contains("before");
      assertThat(bob.next("member:left")).contains("kicked");
      assertThat(bob.next("room:removed")).contains("kicked");
      ask(ann, "message:send", "{'room':'lobby','body':'lobby'}");
      assertThat(bob.next("message:posted")).contains("lobby");
    }
  }

  @Test
  void oneWhoIsBannedMayNotReadSpeakOrComeBack() throws Exception {
    try (TestClient ann = natter("");
        TestClient bob = natter("")) {
      create(ann, "green", "public");
      bob.ask("join", "green");
      ask(ann, "room:ban", user("green", bob).replace("}", ",'reason':'spam'}"));

      assertThat(bob.next("room:removed")).contains("banned");
      assertThat(code(bob, "message:send", "{'room':'green','body':'hi'}")).isEqualTo("BANNED");
      assertThat(code(bob, "history", "{'room':'green'}")).isEqualTo("BANNED");
      assertThat(bob.ask("join", "green").opt("code")).isEqualTo("BANNED");
      assertThat(http("/api/rooms/green/messages").statusCode()).isEqualTo(403);

      ask(ann, "room:unban", user("green", bob));
      assertThat(bob.ask("join", "green").opt("ok")).isEqualTo(true);
    }
  }

  @Test
  void aMutedUserReadsAndIsToldHowLongItIsSilent() throws Exception {
    try (TestClient ann = natter("");
        TestClient bob = natter("")) {
      create(ann, "green", "public");
      bob.ask("join", "green");
      ask(ann, "room:mute", user("green", bob).replace("}", ",'forMs':60000}"));
      JSONObject refused = ask(bob, "message:send", "{'room':'green','body':'hi'}");
      ask(ann, "message:send", "{'room':'green','body':'listen'}");

      assertThat(refused.opt("code")).isEqualTo("MUTED");
      assertThat(refused.optLong("retryAfterMs")).isBetween(1L, 60_000L);
      assertThat(bob.next("message:posted")).contains("listen");
      ask(ann, "room:unmute", user("green", bob));
      assertThat(ask(bob, "message:send", "{'room':'green','body':'hi'}").opt("ok"))
          .isEqualTo(true);
    }
  }

  @Test
  void aRoomThatTurnsPrivateIsHeardByItsMembersAlone() throws Exception {
    try (TestClient ann = natter("");
        TestClient bob = natter("")) {
      create(ann, "green", "public");
      ann.ask("join", "green");
      bob.ask("join", "green");
      ask(ann, "room:update", "{'room':'green','kind':'private'}");
      ask(ann, "message:send", "{'room':'green','body':'secret'}");
      ask(ann, "message:send", "{'room':'lobby','body':'lobby'}");

      assertThat(ann.next("message:posted")).contains("secret");
      assertThat(bob.next("message:posted")).contains("lobby");
    }
  }

  @Test
  void onlyThoseWhoRunARoomSpeakInOneThatIsReadOnly() {
    try (TestClient ann = natter("");
        TestClient bob = natter("")) {
      ask(ann, "room:create", "{'room':'news','kind':'public','readOnly':true}");
      bob.ask("join", "news");
      assertThat(code(bob, "message:send", "{'room':'news','body':'hi'}")).isEqualTo("READ_ONLY");
      assertThat(ask(ann, "message:send", "{'room':'news','body':'hi'}").opt("ok")).isEqualTo(true);

      ask(ann, "room:role", user("news", bob).replace("}", ",'role':'moderator'}"));
      assertThat(ask(bob, "message:send", "{'room':'news','body':'hi'}").opt("ok")).isEqualTo(true);
    }
  }

  @Test
  void nobodyActsOnThoseWhoAreAsHighAsItself() {
    try (TestClient ann = natter("");
        TestClient bob = natter("");
        TestClient eve = natter("")) {
      create(ann, "green", "public");
      ask(ann, "room:role", user("green", bob).replace("}", ",'role':'moderator'}"));
      ask(ann, "room:role", user("green", eve).replace("}", ",'role':'moderator'}"));

      assertThat(code(bob, "room:kick", user("green", ann))).isEqualTo("FORBIDDEN");
      assertThat(code(bob, "room:ban", user("green", eve))).isEqualTo("FORBIDDEN");
      assertThat(code(eve, "room:role", user("green", eve).replace("}", ",'role':'owner'}")))
          .isEqualTo("FORBIDDEN");
    }
  }

  @Test
  void theLastOwnerStays() {
    try (TestClient ann = natter("");
        TestClient bob = natter("")) {
      create(ann, "green", "public");
      ann.ask("join", "green");
      ask(ann, "room:role", user("green", bob).replace("}", ",'role':'member'}"));
      assertThat(ann.ask("leave", "green").opt("code")).isEqualTo("CONFLICT");

      ask(ann, "room:role", user("green", bob).replace("}", ",'role':'owner'}"));
      assertThat(ann.ask("leave", "green").opt("ok")).isEqualTo(true);
    }
  }

  @Test
  void twoUsersShareOneRoomAndNobodyElseFindsIt() throws Exception {
    try (TestClient ann = natter("");
        TestClient bob = natter("");
        TestClient eve = natter("")) {
      JSONObject opened = ask(ann, "direct:open", "{'user':'" + bob.socket().id() + "'}");
      String room = String.valueOf(opened.optJSONObject("room").opt("room"));
      assertThat(bob.next("room:invited")).contains("\"kind\":\"direct\"").contains(room);
      JSONObject again = ask(bob, "direct:open", "{'user':'" + ann.socket().id() + "'}");

      assertThat(again.optJSONObject("room").opt("room")).isEqualTo(room);
      assertThat(bob.ask("join", room).opt("ok")).isEqualTo(true);
      ask(ann, "message:send", "{'room':'" + room + "','body':'psst'}");
      assertThat(bob.next("message:posted")).contains("psst");
      assertThat(eve.ask("join", room).opt("code")).isEqualTo("NOT_FOUND");
      assertThat(code(eve, "history", "{'room':'" + room + "'}")).isEqualTo("NOT_FOUND");
      assertThat(code(eve, "room:create", "{'room':'" + room + "','kind':'public'}"))
          .isEqualTo("BAD_REQUEST");
      assertThat(code(ann, "room:kick", user(room, bob))).isEqualTo("FORBIDDEN");
    }
  }

  @Test
  void aRoomInWhichSomebodySpokeIsNobodysToTake() {
    try (TestClient ann = natter("");
        TestClient eve = natter("")) {
      ask(ann, "message:send", "{'room':'green','body':'hi'}");

      assertThat(code(eve, "room:create", "{'room':'green','kind':'private'}"))
          .isEqualTo("CONFLICT");
      assertThat(code(eve, "room:create", "{'room':'lobby','kind':'private'}"))
          .isEqualTo("CONFLICT");
    }
  }

  @Test
  void publicRoomsAreFoundByTheirWordsPageByPage() {
    try (TestClient ann = natter("")) {
      ask(ann, "room:create", "{'room':'a','kind':'public','topic':'Oak trees'}");
      ask(ann, "room:create", "{'room':'b','kind':'public','topic':'Cars'}");
      ask(ann, "room:create", "{'room':'c-trees','kind':'public'}");
      JSONObject first = ask(ann, "room:list", "{'words':'TREES','limit':1}");
      JSONObject second =
          ask(ann, "room:list", "{'words':'trees','cursor':'" + first.opt("cursor") + "'}");

      assertThat(first.opt("rooms").toString()).contains("\"room\":\"a\"");
      assertThat(second.opt("rooms").toString()).contains("c-trees").doesNotContain("\"a\"");
      assertThat(second.has("cursor")).isFalse();
    }
  }

  @Test
  void aMemberSeesWhatItHasNotReadAndOthersThatItRead() throws Exception {
    try (TestClient ann = natter("");
        TestClient bob = natter("")) {
      create(ann, "red", "private");
      ann.ask("join", "red");
      ask(ann, "room:invite", user("red", bob));
      ask(ann, "message:send", "{'room':'red','body':'one'}");
      assertThat(bob.next("unread:changed")).contains("\"unread\":1");
      assertThat(ask(bob, "unread:list", "{}").toString()).contains("\"unread\":1");
      ask(bob, "delivered:set", "{'room':'red','sequence':1}");
      assertThat(ann.next("delivered:moved")).contains(bob.socket().id());
      assertThat(ask(bob, "read:set", "{'room':'red','sequence':1}").opt("sequence")).isEqualTo(1);

      assertThat(ann.next("read:moved")).contains(bob.socket().id());
      assertThat(ask(bob, "unread:list", "{}").toString()).contains("\"unread\":0");
    }
  }

  @Test
  void othersSeeThatSomebodyTypesAndItselfDoesNot() throws Exception {
    try (TestClient ann = natter("");
        TestClient bob = natter("")) {
      assertThat(ask(ann, "typing:set", "{'room':'lobby','typing':true}").opt("ok"))
          .isEqualTo(true);
      ask(ann, "message:send", "{'body':'done'}");

      assertThat(bob.next("typing:changed")).contains("\"typing\":true");
      assertThat(bob.next("typing:changed")).contains("\"typing\":false");
      assertThat(ann.next("message:posted")).contains("done");
      assertThat(ann.hasHeardNothingMore("typing:changed")).isTrue();
    }
  }

  @Test
  void aBannedRawClientIsClosedHearsNothingMoreAndMayNotComeBack() throws Exception {
    try (TestClient ann = natter("");
        RawClient raw = RawClient.connect(server.port(), "/ws/json?room=green")) {
      create(ann, "green", "public");
      ann.ask("join", "green");
      raw.send("{\"text\":\"hi\"}");
      JSONObject said = new JSONArray(ann.next("message:posted")).getJSONObject(0);
      assertThat(raw.next()).contains("hi");
      String id = said.getJSONObject("from").getString("id");
      ask(ann, "room:ban", "{'room':'green','user':'" + id + "'}");
      ask(ann, "message:send", "{'room':'green','body':'after'}");

      assertThat(raw.closeCode()).isEqualTo(1008);
      assertThat(raw.hasHeardNothingMore()).isTrue();
      try (RawClient again = RawClient.connect(server.port(), "/ws/json?room=green")) {
        assertThat(again.closeCode()).isEqualTo(1008);
      }
    }
  }

  private TestClient natter(String room) {
    Map<String, String> auth = new HashMap<>(Map.of("dialect", "natter"));
    if (!room.isEmpty()) {
      auth.put("room", room);
    }
    return TestClient.connect(server.port(), auth);
  }

  private static void create(TestClient client, String room, String kind) {
    JSONObject made = ask(client, "room:create", "{'room':'" + room + "','kind':'" + kind + "'}");
    assertThat(made.opt("ok")).as(made.toString()).isEqualTo(true);
  }

  private static String user(String room, TestClient who) {
    return "{'room':'" + room + "','user':'" + who.socket().id() + "'}";
  }

  private static JSONObject ask(TestClient client, String event, String payload) {
    return client.ask(event, object(payload));
  }

  private static Object code(TestClient client, String event, String payload) {
    return ask(client, event, payload).opt("code");
  }

  private static JSONObject object(String payload) {
    return TestClient.object(payload.replace('\'', '"'));
  }

  private HttpResponse<String> http(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
