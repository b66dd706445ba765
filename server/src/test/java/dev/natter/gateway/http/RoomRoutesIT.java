package dev.natter.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.natter.TestServer;
import dev.natter.chat.MemoryMessageStore;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RoomRoutesIT {

  private static final String DEN = "/api/rooms/den";
  private static final String BOB = "user:bob";

  private TestServer server;
  private ApiClient guest;
  private ApiClient ann;
  private ApiClient bob;

  @BeforeEach
  void open() throws Exception {
    server = TestServer.start(new MemoryMessageStore(Clock.systemUTC()));
    guest = ApiClient.of(server.port());
    ann = guest.as("ann");
    bob = guest.as("bob");
    ann.post("/api/rooms", "{\"room\":\"den\",\"kind\":\"private\",\"topic\":\"Bears\"}");
    ann.post(DEN + "/messages", "{\"body\":\"growl\"}");
  }

  @AfterEach
  void close() {
    server.close();
    assertThat(server.faults).isEmpty();
  }

  @Test
  void aPrivateRoomIsNotThereForOthersByAnyRow() throws Exception {
    for (String path :
        new String[] {"", "/messages", "/members", "/changes", "/messages/1/edits", "/webhooks"}) {
      assertThat(bob.get(DEN + path).statusCode()).as(path).isEqualTo(404);
    }
    assertThat(bob.post(DEN + "/messages", "{\"body\":1}").statusCode()).isEqualTo(404);
    assertThat(guest.get("/api/rooms").body()).doesNotContain("den");
  }

  @Test
  void whoIsInvitedReadsUntilKicked() throws Exception {
    assertThat(ann.ask("PUT", DEN + "/invitations/" + BOB, "").statusCode()).isEqualTo(200);
    assertThat(bob.get(DEN + "/messages").body()).contains("growl");
    assertThat(bob.get(DEN + "/members").body()).contains(BOB);
    assertThat(ann.ask("DELETE", DEN + "/members/" + BOB, "").statusCode()).isEqualTo(200);

    assertThat(bob.get(DEN + "/messages").statusCode()).isEqualTo(404);
  }

  @Test
  void filesOfAPrivateRoomAreForItsReaders() throws Exception {
    var request =
        ann.request(DEN + "/files?filename=a.txt")
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString("secret"));
    String file =
        ann.checked("POST", DEN + "/files", request).headers().firstValue("Location").orElse("");

    assertThat(ann.get(file).body()).isEqualTo("secret");
    assertThat(bob.get(file).statusCode()).isEqualTo(404);
    assertThat(guest.get(file).statusCode()).isEqualTo(404);
  }

  @Test
  void membersAreMutedBannedAndGivenRoles() throws Exception {
    ann.ask("PUT", DEN + "/invitations/" + BOB, "");
    assertThat(ann.ask("PUT", DEN + "/mutes/" + BOB, "{\"forMs\":60000}").body())
        .contains("mutedUntil");
    assertThat(bob.post(DEN + "/messages", "{\"body\":1}").body()).contains("MUTED");
    assertThat(ann.ask("DELETE", DEN + "/mutes/" + BOB, "").statusCode()).isEqualTo(200);
    assertThat(ann.ask("PUT", DEN + "/members/" + BOB, "{\"role\":\"moderator\"}").body())
        .contains("moderator");
    assertThat(ann.ask("PUT", DEN + "/bans/" + BOB, "{\"reason\":\"spam\"}").body())
        .contains("\"banned\":true");
    assertThat(bob.get(DEN).statusCode()).isEqualTo(404);
    assertThat(ann.ask("DELETE", DEN + "/bans/" + BOB, "").statusCode()).isEqualTo(200);
    assertThat(ann.ask("PUT", DEN + "/members/" + BOB, "{}").statusCode()).isEqualTo(400);
  }

  @Test
  void aRoomIsShownAndChanged() throws Exception {
    assertThat(ann.get(DEN).body()).contains("Bears", "\"role\":\"owner\"");
    assertThat(ann.ask("PATCH", DEN, "{\"topic\":\"Cubs\",\"keepDays\":7}").body())
        .contains("Cubs", "\"keepDays\":7");
    assertThat(ann.post("/api/rooms", "{\"room\":\"den\"}").statusCode()).isEqualTo(409);
  }

  @Test
  void twoShareOneRoomWhicheverAsks() throws Exception {
    String first = ann.post("/api/direct", "{\"user\":\"user:bob\"}").body();

    assertThat(bob.post("/api/direct", "{\"user\":\"user:ann\"}").body()).isEqualTo(first);
  }

  @Test
  void whatIsReadIsNoLongerUnread() throws Exception {
    ann.ask("PUT", DEN + "/invitations/" + BOB, "");
    ann.post(DEN + "/messages", "{\"body\":\"growl\"}");
    assertThat(bob.get("/api/unread").body()).contains("\"room\":\"den\"");
    assertThat(bob.ask("PUT", DEN + "/read", "{\"sequence\":2}").body()).contains("\"sequence\":2");

    assertThat(bob.get("/api/unread").body()).contains("\"unread\":0");
  }
}
