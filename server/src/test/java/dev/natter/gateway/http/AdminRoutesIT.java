package dev.natter.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.natter.TestServer;
import dev.natter.chat.MemoryMessageStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What those see and do who administer the server: moderation in the audit log, and erasing. */
@Timeout(60)
class AdminRoutesIT {

  private static final String DEN = "/api/rooms/den";
  private static final String BOB = "user:bob";

  private TestServer server;
  private ApiClient admin;
  private ApiClient ann;
  private ApiClient bob;

  @BeforeEach
  void open() throws Exception {
    server = TestServer.start(new MemoryMessageStore(Clock.systemUTC()));
    ApiClient guest = ApiClient.of(server.port());
    admin = guest.as("admin");
    ann = guest.as("ann");
    bob = guest.as("bob");
    ann.post("/api/rooms", "{\"room\":\"den\"}");
    ann.ask("PUT", DEN + "/invitations/" + BOB, "");
  }

  @AfterEach
  void close() {
    server.close();
    assertThat(server.faults).isEmpty();
  }

  @Test
  void moderationIsInTheAuditLogWithoutAWordOfWhatWasSaid() throws Exception {
    bob.post(DEN + "/messages", "{\"body\":\"rude words\"}");
    ann.ask("DELETE", DEN + "/messages/1", "");
    ann.ask("PATCH", DEN, "{\"topic\":\"Manners\"}");
    ann.ask("PUT", DEN + "/members/" + BOB, "{\"role\":\"moderator\"}");
    ann.ask("PUT", DEN + "/mutes/" + BOB, "{\"forMs\":60000}");
    ann.ask("DELETE", DEN + "/mutes/" + BOB, "");
    ann.ask("PUT", DEN + "/bans/" + BOB, "{\"reason\":\"rude\"}");
    ann.ask("DELETE", DEN + "/bans/" + BOB, "");
    ann.ask("DELETE", DEN + "/members/" + BOB, "");

    List<String> lines = audited(8);
    assertThat(lines)
        .containsExactly(
            "user:ann member:kick user:bob done",
            "user:ann member:unban user:bob done",
            "user:ann member:ban user:bob done",
            "user:ann member:unmute user:bob done",
            "user:ann member:mute user:bob done",
            "user:ann member:role user:bob moderator done",
            "user:ann room:update  done",
            "user:ann message:delete 1 done");
    assertThat(admin.get("/api/admin/audit").body())
        .contains("\"room\":\"den\"", "\"address\":\"127.0.0.1\"")
        .doesNotContain("rude", "Manners");
  }

  @Test
  void whatIsRefusedOfItIsThereAsWell() throws Exception {
    ann.post(DEN + "/messages", "{\"body\":\"mine\"}");
    bob.ask("DELETE", DEN + "/messages/1", "");
    bob.ask("PUT", DEN + "/bans/user:ann", "{}");
    bob.ask("PATCH", DEN, "{\"topic\":\"Ours\"}");
    ann.ask("DELETE", DEN + "/messages/1", "");

    assertThat(audited(3))
        .containsExactly(
            "user:bob room:update  FORBIDDEN",
            "user:bob member:ban user:ann FORBIDDEN",
            "user:bob message:delete 1 FORBIDDEN");
  }

  @Test
  void theLogIsReadPageByPage() throws Exception {
    for (int i = 0; i < 5; i++) {
      ann.ask("PATCH", DEN, "{\"topic\":\"" + i + "\"}");
    }
    audited(5);

    JSONObject first = new JSONObject(admin.get("/api/admin/audit?limit=3").body());
    assertThat(first.getJSONArray("entries").length()).isEqualTo(3);
    String cursor = first.getString("cursor");
    assertThat(new JSONObject(admin.get("/api/admin/audit?limit=3&cursor=" + cursor).body()))
        .satisfies(page -> assertThat(page.getJSONArray("entries").length()).isEqualTo(2))
        .satisfies(page -> assertThat(page.has("cursor")).isFalse());
    assertThat(admin.get("/api/admin/audit?limit=0").statusCode()).isEqualTo(400);
    assertThat(bob.get("/api/admin/audit").statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"remove", "unlink"})
  void whoIsErasedIsGoneFromRoomsAndMessages(String how) throws Exception {
    bob.post(DEN + "/messages", "{\"body\":\"from bob\"}");
    ann.ask("PUT", DEN + "/messages/1/reactions/%F0%9F%91%8D", "");
    ann.post(DEN + "/messages", "{\"body\":\"from ann\"}");
    bob.ask("PUT", DEN + "/messages/2/reactions/%F0%9F%91%8D", "");

    var begun = admin.ask("DELETE", "/api/admin/users/user:bob?erase=" + how, "");
    assertThat(begun.statusCode()).isEqualTo(202);
    assertThat(begun.body()).contains("\"user\":\"user:bob\"");

    await()
        .untilAsserted(
            () -> assertThat(admin.get("/api/admin/audit").body()).contains("user:erased"));
    String history = admin.get(DEN + "/messages").body();
    assertThat(history).contains("from ann", "deleted user").doesNotContain("user:bob");
    assertThat(history.contains("from bob")).isEqualTo(how.equals("unlink"));
    assertThat(admin.get(DEN + "/members").body()).contains("user:ann").doesNotContain("bob");
  }

  @Test
  void onlyAdministratorsEraseAndOnlyInOneOfTwoWays() throws Exception {
    bob.post(DEN + "/messages", "{\"body\":\"from bob\"}");

    assertThat(ann.ask("DELETE", "/api/admin/users/user:bob?erase=remove", "").statusCode())
        .isEqualTo(403);
    assertThat(admin.ask("DELETE", "/api/admin/users/user:bob?erase=yes", "").statusCode())
        .isEqualTo(400);
    assertThat(admin.ask("DELETE", "/api/admin/users/user:bob", "").statusCode()).isEqualTo(404);
    assertThat(admin.ask("DELETE", "/api/admin/users/bob?erase=remove", "").statusCode())
        .isEqualTo(404);
    assertThat(admin.get(DEN + "/messages").body()).contains("from bob", "user:bob");
  }

  /** The entries, the newest first, once there are so many. */
  private List<String> audited(int count) {
    return await().until(this::entries, entries -> entries.size() >= count);
  }

  private List<String> entries() throws Exception {
    JSONArray entries =
        new JSONObject(admin.get("/api/admin/audit").body()).getJSONArray("entries");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < entries.length(); i++) {
      lines.add(line(entries.getJSONObject(i)));
    }
    return lines;
  }

  private static String line(JSONObject entry) throws JSONException {
    return String.join(
        " ",
        entry.getString("actor"),
        entry.getString("action"),
        entry.optString("target"),
        entry.getString("outcome"));
  }
}
