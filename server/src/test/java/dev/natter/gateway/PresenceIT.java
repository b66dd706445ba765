package dev.natter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.natter.RawClient;
import dev.natter.TestClient;
import dev.natter.TestPeople;
import dev.natter.TestServer;
import dev.natter.chat.MemoryMessageStore;
import dev.natter.gateway.http.ApiClient;
import java.time.Clock;
import java.util.Map;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is there, and several devices of one user, through every door. */
@Timeout(60)
class PresenceIT {

  private TestPeople people;
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    people = TestPeople.open();
    server = TestServer.start(new MemoryMessageStore(Clock.systemUTC()), people.doorkeeper());
  }

  @AfterEach
  void stop() {
    server.close();
    people.close();
    assertThat(server.faults).isEmpty();
  }

  @Test
  void devicesAtDifferentDoorsAreOneUser() throws Exception {
    try (TestClient bob = people.connect(server, "bob");
        RawClient raw = RawClient.connect(server.port(), "/ws/json?token=" + people.token("ann"))) {
      assertThat(news(bob, "ann")).contains("\"online\":true").contains("\"room\":\"lobby\"");
      try (TestClient phone = people.connect(server, "ann")) {
        phone.next("session:opened");
        assertThat(online(bob, "ann")).isTrue();
      }
      Thread.sleep(TestServer.PRESENCE_GRACE.multipliedBy(2).toMillis());
      assertThat(online(bob, "ann")).isTrue();
      assertThat(bob.hasHeardNothingMore("presence:changed")).isTrue();
      raw.socket().abort();
      assertThat(news(bob, "ann")).contains("\"online\":false").contains("\"lastSeen\":\"2");
    }
  }

  @Test
  void whoComesBackWithinItsGraceWasNeverGone() throws Exception {
    try (TestClient bob = people.connect(server, "bob")) {
      people.connect(server, "ann").close();
      assertThat(news(bob, "ann")).contains("\"online\":true");
      try (TestClient back = people.connect(server, "ann")) {
        back.next("session:opened");
        Thread.sleep(TestServer.PRESENCE_GRACE.multipliedBy(2).toMillis());
        assertThat(online(bob, "ann")).isTrue();
        assertThat(bob.hasHeardNothingMore("presence:changed")).isTrue();
      }
    }
  }

  @Test
  void whatIsReadOnOneDeviceIsReadOnTheOthers() throws Exception {
    try (TestClient phone = people.connect(server, "ann");
        TestClient desk = people.connect(server, "ann");
        TestClient bob = people.connect(server, "bob")) {
      for (TestClient client : new TestClient[] {phone, desk, bob}) {
        assertThat(client.ask("join", "green").opt("ok")).isEqualTo(true);
      }
      bob.ask("message:send", object("{'room':'green','body':'hi'}"));
      assertThat(phone.next("unread:changed")).contains("\"unread\":1");
      assertThat(desk.next("unread:changed")).contains("\"unread\":1");

      phone.ask("read:set", object("{'room':'green','sequence':1}"));
      for (TestClient client : new TestClient[] {phone, desk}) {
        assertThat(client.next("read:moved")).contains(people.id("ann")).contains("\"sequence\":1");
        assertThat(client.next("unread:changed")).contains("\"unread\":0");
      }
      assertThat(bob.next("read:moved")).contains(people.id("ann"));
    }
  }

  @Test
  void whoIsSentAwayIsToldOfNobodyAndShownToNobody() throws Exception {
    try (TestClient ann = people.connect(server, "ann");
        TestClient bob = people.connect(server, "bob");
        TestClient eve = people.connect(server, "eve")) {
      ann.ask("room:create", object("{'room':'den','kind':'private'}"));
      ann.ask("join", "den");
      ann.ask("room:invite", object("{'room':'den','user':'" + people.id("bob") + "'}"));
      assertThat(bob.ask("join", "den").opt("ok")).isEqualTo(true);
      assertThat(list(bob, "den").toString()).contains(people.id("ann"));
      assertThat(list(eve, "den").opt("code")).isEqualTo("NOT_FOUND");
      ann.ask("room:kick", object("{'room':'den','user':'" + people.id("bob") + "'}"));

      assertThat(list(bob, "den").opt("code")).isEqualTo("NOT_FOUND");
      assertThat(list(ann, "den").toString())
          .contains("\"present\":1")
          .doesNotContain(people.id("bob"));
      drain(bob);
      ann.ask("room:invite", object("{'room':'den','user':'" + people.id("eve") + "'}"));
      while (!ann.next("presence:changed").contains(people.id("eve"))) {
        // What was told before.
      }
      assertThat(bob.ask("presence:list", object("{}")).opt("ok")).isEqualTo(true);
      while (!bob.hasHeardNothingMore("presence:changed")) {
        assertThat(bob.next("presence:changed")).doesNotContain("\"den\"");
      }
    }
  }

  @Test
  void theSameIsAnsweredByHttp() throws Exception {
    ApiClient ann = ApiClient.of(server.port()).as(people.token("ann"));
    try (TestClient phone = people.connect(server, "ann")) {
      phone.ask("join", "green");
      String body = ann.get("/api/rooms/green/presence?limit=5").body();
      assertThat(body).contains("\"online\":true").contains("\"role\":\"member\"");
      assertThat(ann.get("/api/rooms/green/members").body()).contains("\"online\":true");
    }
    ann.post("/api/rooms", "{\"room\":\"den\",\"kind\":\"private\"}");
    assertThat(ApiClient.of(server.port()).get("/api/rooms/den/presence").statusCode())
        .isEqualTo(404);
  }

  @Test
  void whoseVocabularyIsNotKnownIsToldNothingOfIt() throws Exception {
    try (TestClient silent = TestClient.connect(server.port(), Map.of());
        TestClient bob = people.connect(server, "bob");
        TestClient ann = people.connect(server, "ann")) {
      news(bob, "ann");
      ann.ask("message:send", object("{'body':'last'}"));
      silent.next("message");
      assertThat(silent.hasHeardNothingMore("presence:changed")).isTrue();
    }
  }

  /** The next news that names somebody. */
  private String news(TestClient client, String name) throws InterruptedException {
    String news = client.next("presence:changed");
    while (!news.contains(people.id(name))) {
      news = client.next("presence:changed");
    }
    return news;
  }

  private static void drain(TestClient client) throws InterruptedException {
    while (!client.hasHeardNothingMore("presence:changed")) {
      client.next("presence:changed");
    }
  }

  private boolean online(TestClient client, String name) {
    var people = list(client, "lobby").optJSONArray("people");
    for (int i = 0; i < people.length(); i++) {
      JSONObject one = people.optJSONObject(i);
      if (one.optString("user").equals(this.people.id(name))) {
        return one.optBoolean("online");
      }
    }
    return false;
  }

  private static JSONObject list(TestClient client, String room) {
    return client.ask("presence:list", object("{'room':'" + room + "'}"));
  }

  private static JSONObject object(String payload) {
    return TestClient.object(payload.replace('\'', '"'));
  }
}
