package dev.natter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.natter.RawClient;
import dev.natter.TestClient;
import dev.natter.TestPeople;
import dev.natter.TestServer;
import dev.natter.chat.MemoryMessageStore;
import dev.natter.gateway.http.ApiClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A private room, and every way of reading there is, asked by those who may not: nothing of what is
 * in it gets out, not even that it is there.
 */
@Timeout(120)
class ClosedRoomIT {

  /** What stands in the room and nowhere else. */
  private static final List<String> SECRETS = List.of("heron", "bittern", "plumage", "egret.txt");

  /** The events that read or point into one room. */
  private static final Map<String, String> EVENTS =
      Map.ofEntries(
          Map.entry("history", "{'room':'den'}"),
          Map.entry("search", "{'room':'den','words':'heron'}"),
          Map.entry("room:changes", "{'room':'den','after':0}"),
          Map.entry("message:edits", "{'room':'den','sequence':2}"),
          Map.entry("room:show", "{'room':'den'}"),
          Map.entry("room:members", "{'room':'den'}"),
          Map.entry("presence:list", "{'room':'den'}"),
          Map.entry("read:set", "{'room':'den','sequence':1}"),
          Map.entry("delivered:set", "{'room':'den','sequence':1}"),
          Map.entry("typing:set", "{'room':'den','typing':true}"),
          Map.entry("message:send", "{'room':'den','body':'x'}"),
          Map.entry(
              "message:react", "{'room':'den','sequence':1,'emoji':'\ud83d\udc4d','on':true}"));

  /** The events that read in all rooms. */
  private static final Map<String, String> EVENTS_OF_ALL =
      Map.of("search", "{'words':'heron'}", "room:list", "{}", "unread:list", "{}");

  private static final List<String> ROWS =
      List.of(
          "/api/rooms/den",
          "/api/rooms/den/messages",
          "/api/rooms/den/messages?around=1",
          "/api/rooms/den/messages?since=2020-01-01T00:00:00Z",
          "/api/rooms/den/messages/2/edits",
          "/api/rooms/den/changes",
          "/api/rooms/den/members",
          "/api/rooms/den/presence",
          "/api/rooms/den/webhooks",
          "/api/search?room=den&words=heron");

  private static final List<String> ROWS_OF_ALL =
      List.of("/api/search?words=heron", "/api/rooms", "/api/unread");

  /** Who may not read the room. */
  enum Outsider {
    STRANGER,
    KICKED,
    BANNED
  }

  private TestPeople people;
  private TestServer server;
  private TestClient ann;
  private String file = "";

  @BeforeEach
  void fill() throws Exception {
    people = TestPeople.open();
    server = TestServer.start(new MemoryMessageStore(Clock.systemUTC()), people.doorkeeper());
    ann = people.connect(server, "ann");
    done(ann, "room:create", "{'room':'den','kind':'private','topic':'plumage'}");
    assertThat(ann.ask("join", "den").opt("ok")).isEqualTo(true);
    file = upload();
    done(ann, "message:send", "{'room':'den','body':'heron','files':['" + file + "']}");
    done(ann, "message:send", "{'room':'den','body':'bittern'}");
    done(ann, "message:edit", "{'room':'den','sequence':2,'body':'heron again'}");
  }

  @AfterEach
  void stop() {
    ann.close();
    server.close();
    people.close();
    assertThat(server.faults).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void noEventTellsOfIt(Outsider outsider) throws Exception {
    try (TestClient eve = people.connect(server, "eve")) {
      sendAway(outsider, eve);
      EVENTS.forEach(
          (event, payload) -> {
            JSONObject answer = eve.ask(event, object(payload));
            assertThat(answer.opt("code")).as("%s: %s", event, answer).isEqualTo("NOT_FOUND");
            assertSilent(event, answer.toString());
          });
      EVENTS_OF_ALL.forEach(
          (event, payload) -> assertSilent(event, eve.ask(event, object(payload)).toString()));
      assertThat(eve.ask("join", "den").opt("code")).isEqualTo("NOT_FOUND");
    }
  }

  @ParameterizedTest
  @EnumSource
  void noRowOfTheApiTellsOfIt(Outsider outsider) throws Exception {
    try (TestClient eve = people.connect(server, "eve")) {
      sendAway(outsider, eve);
    }
    ApiClient guest = ApiClient.of(server.port());
    for (ApiClient asking : List.of(guest, guest.as(people.token("eve")))) {
      for (String row : ROWS) {
        var answer = asking.get(row);
        assertThat(answer.statusCode()).as(row + ": " + answer.body()).isEqualTo(404);
        assertSilent(row, answer.body());
      }
      assertThat(asking.get("/api/files/" + file).statusCode()).isEqualTo(404);
      for (String row : ROWS_OF_ALL) {
        assertSilent(row, asking.get(row).body());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void noReplayTellsOfItAndNoPlainSocket(Outsider outsider) throws Exception {
    try (TestClient eve = people.connect(server, "eve")) {
      sendAway(outsider, eve);
    }
    String token = people.token("eve");
    try (TestClient eve =
        TestClient.connect(
            server.port(), Map.of("dialect", "natter", "token", token, "room", "den"))) {
      assertThat(eve.next("room:removed")).contains("refused");
      done(ann, "message:send", "{'room':'den','body':'heron'}");
      eve.ask("unread:list", object("{}"));
      assertThat(eve.hasHeardNothingMore("message:posted")).isTrue();
    }
    try (RawClient eve =
        RawClient.connect(server.port(), "/socket.io/?EIO=4&transport=websocket")) {
      assertThat(eve.next()).startsWith("0{");
      eve.send(
          "40{\"dialect\":\"natter\",\"room\":\"den\",\"serverOffset\":0,\"token\":\""
              + token
              + "\"}");
      String heard = eve.next();
      while (!heard.contains("room:removed")) {
        assertSilent("replay", heard);
        heard = eve.next();
      }
    }
    for (String path : List.of("/ws/json", "/ws/text")) {
      try (RawClient raw = RawClient.connect(server.port(), path + "?room=den&token=" + token)) {
        assertThat(raw.closeCode()).isEqualTo(1008);
        while (!raw.hasHeardNothingMore()) {
          assertSilent(path, raw.next());
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingThatHappensInItIsHeard(Outsider outsider) throws Exception {
    try (TestClient eve = people.connect(server, "eve");
        TestClient bob = people.connect(server, "bob")) {
      sendAway(outsider, eve);
      done(ann, "room:invite", "{'room':'den','user':'" + people.id("bob") + "'}");
      assertThat(bob.ask("join", "den").opt("ok")).isEqualTo(true);
      done(ann, "typing:set", "{'room':'den','typing':true}");
      done(ann, "message:send", "{'room':'den','body':'heron'}");
      done(bob, "read:set", "{'room':'den','sequence':3}");
      done(ann, "room:update", "{'room':'den','topic':'bittern'}");
      bob.next("read:moved");
      eve.ask("room:list", object("{}"));
      for (String event :
          List.of(
              "message:posted",
              "message:changed",
              "typing:changed",
              "read:moved",
              "room:changed",
              "unread:changed",
              "presence:changed")) {
        while (!eve.hasHeardNothingMore(event)) {
          assertThat(eve.next(event)).as(event).doesNotContain("\"den\"");
        }
      }
    }
  }

  /** Makes somebody an outsider, who has heard the room until then if it was no stranger. */
  private void sendAway(Outsider outsider, TestClient eve) throws InterruptedException {
    if (outsider == Outsider.STRANGER) {
      return;
    }
    String who = "{'room':'den','user':'" + people.id("eve") + "'}";
    done(ann, "room:invite", who);
    assertThat(eve.ask("join", "den").opt("ok")).isEqualTo(true);
    done(ann, outsider == Outsider.KICKED ? "room:kick" : "room:ban", who);
    eve.next("room:removed");
    for (String event : List.of("presence:changed", "unread:changed", "member:joined")) {
      while (!eve.hasHeardNothingMore(event)) {
        eve.next(event);
      }
    }
  }

  private String upload() throws Exception {
    ApiClient api = ApiClient.of(server.port()).as(people.token("ann"));
    String location =
        api.send(
                api.request("/api/rooms/den/files?filename=egret.txt")
                    .header("Content-Type", "text/plain")
                    .POST(BodyPublishers.ofString("heron")))
            .headers()
            .firstValue("Location")
            .orElse("");
    assertThat(location).startsWith("/api/files/");
    return location.substring("/api/files/".length()).split("\\?", 2)[0];
  }

  private void assertSilent(String asked, String answer) {
    assertThat(answer).as(asked).doesNotContain(people.id("ann"), file);
    assertThat(SECRETS).as(asked + ": " + answer).noneMatch(answer::contains);
  }

  private static void done(TestClient client, String event, String payload) {
    JSONObject answer = client.ask(event, object(payload));
    assertThat(answer.opt("ok")).as("%s: %s", event, answer).isEqualTo(true);
  }

  private static JSONObject object(String payload) {
    return TestClient.object(payload.replace('\'', '"'));
  }
}
