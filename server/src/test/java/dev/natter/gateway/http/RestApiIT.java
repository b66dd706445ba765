package dev.natter.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.natter.TestClient;
import dev.natter.TestServer;
import dev.natter.chat.MemoryMessageStore;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RestApiIT {

  private static final String MESSAGES = "/api/rooms/green/messages";

  private TestServer server;
  private ApiClient guest;

  @BeforeEach
  void open() {
    server = TestServer.start(new MemoryMessageStore(Clock.systemUTC()));
    guest = ApiClient.of(server.port());
  }

  @AfterEach
  void close() {
    server.close();
    assertThat(server.faults).isEmpty();
  }

  @Test
  void aPostIsHeardByTheRoomAndStandsInItsHistory() throws Exception {
    try (TestClient bob =
        TestClient.connect(server.port(), Map.of("dialect", "natter", "room", "green"))) {
      HttpResponse<String> posted =
          guest.post(MESSAGES, "{\"body\":{\"text\":\"hi\"},\"clientId\":\"c1\"}");

      assertThat(posted.statusCode()).isEqualTo(201);
      assertThat(posted.body()).contains("\"sequence\":1", "\"name\":\"guest-", "\"text\":\"hi\"");
      assertThat(bob.next("message:posted")).contains("green:1");
      assertThat(guest.get(MESSAGES).body()).contains("\"id\":\"green:1\"", "\"more\":false");
    }
  }

  @Test
  void aResendGivesTheFirstMessage() throws Exception {
    String draft = "{\"body\":\"hi\",\"clientId\":\"c1\"}";
    HttpResponse<String> first = guest.post(MESSAGES, draft);
    HttpResponse<String> second = guest.post(MESSAGES, draft);

    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(second.body()).isEqualTo(first.body());
  }

  @Test
  void theAddressNamesTheRoomWhateverTheBodySays() throws Exception {
    assertThat(guest.post(MESSAGES, "{\"body\":1,\"room\":\"blue\"}").body())
        .contains("\"room\":\"green\"");
  }

  @Test
  void aMessageIsEditedReactedToAndDeleted() throws Exception {
    ApiClient owner = guest.as("owner");
    owner.post(MESSAGES, "{\"body\":\"frist\"}");
    String message = MESSAGES + "/1";
    assertThat(owner.ask("PATCH", message, "{\"body\":\"first\"}").body())
        .contains("\"body\":\"first\"", "\"change\":1", "\"editedAt\"");
    assertThat(owner.ask("PUT", message + "/reactions/%F0%9F%91%8D", "").body())
        .contains("\"users\":[\"user:olga\"]", "\"change\":2");
    assertThat(owner.get(message + "/edits").body()).contains("\"body\":\"frist\"");
    assertThat(owner.ask("DELETE", message + "/reactions/%F0%9F%91%8D", "").body())
        .doesNotContain("reactions");
    assertThat(owner.ask("DELETE", message, "").body())
        .contains("\"body\":null", "\"deleted\":true");

    assertThat(guest.get("/api/rooms/green/changes?after=1").body())
        .contains("\"change\":4", "\"deleted\":true", "\"more\":false");
  }

  @Test
  void messagesAreFoundByTheirWords() throws Exception {
    guest.post(MESSAGES, "{\"body\":\"the red fox\"}");
    guest.post(MESSAGES, "{\"body\":\"a red hen\"}");

    assertThat(guest.get("/api/search?room=green&words=RED%20fox").body())
        .contains("\"the red fox\"", "\"more\":false")
        .doesNotContain("hen");
    assertThat(guest.get("/api/search?room=green&words=red&before=2").body()).doesNotContain("hen");
    assertThat(guest.get("/api/search?words=red").statusCode()).isEqualTo(200);
    assertThat(guest.get("/api/search?words=%3F").statusCode()).isEqualTo(400);
    assertThat(guest.get("/api/search?room=direct:x&words=red").statusCode()).isEqualTo(404);
  }

  @Test
  void whatIsSomebodyElsesIsLeftAlone() throws Exception {
    guest.as("owner").post(MESSAGES, "{\"body\":\"mine\"}");

    assertThat(guest.ask("PATCH", MESSAGES + "/1", "{\"body\":1}").statusCode()).isEqualTo(403);
    assertThat(guest.ask("DELETE", MESSAGES + "/1", "").statusCode()).isEqualTo(403);
    assertThat(guest.get(MESSAGES + "/1/edits").statusCode()).isEqualTo(403);
    assertThat(guest.ask("DELETE", MESSAGES + "/2", "").statusCode()).isEqualTo(404);
    assertThat(guest.ask("DELETE", MESSAGES + "/x", "").statusCode()).isEqualTo(400);
    assertThat(guest.ask("PUT", MESSAGES + "/1/reactions/%20", "").statusCode()).isEqualTo(400);
  }

  @Test
  void aSlashInARoomsNameIsSentEncoded() throws Exception {
    guest.post("/api/rooms/a%2Fb+c/messages", "{\"body\":1}");

    assertThat(guest.get("/api/rooms/a%2Fb%2Bc/messages").body()).contains("\"a/b+c:1\"");
  }

  @Test
  void namespacesHaveRoomsOfTheirOwn() throws Exception {
    guest.post(MESSAGES + "?namespace=/other", "{\"body\":1}");

    assertThat(guest.get(MESSAGES).body()).contains("\"messages\":[]");
    assertThat(guest.post(MESSAGES + "?namespace=/none", "{\"body\":1}").statusCode())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/api", "/api/", "/api/none", "/api/rooms//messages", "/api/rooms/a/b/messages"})
  void whatIsNotThereIsNotFound(String path) throws Exception {
    assertThat(guest.get(path).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "nothing",
        "{\"body\":1,\"clientId\":{\"$gt\":\"\"}}",
        "{\"body\":1,\"clientId\":5}",
        "{\"body\":1}}"
      })
  void whatIsNoDraftIsABadRequest(String json) throws Exception {
    assertThat(guest.post(MESSAGES, json).statusCode()).isEqualTo(400);
  }

  @Test
  void onlyWhatSaysThatItIsJsonIsRead() throws Exception {
    HttpResponse<String> refused =
        guest.send(
            guest
                .request(MESSAGES)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{\"body\":1}")));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(guest.get(MESSAGES).body()).contains("\"messages\":[]");
  }

  @Test
  void aBodyOverItsLimitIsRefusedBeforeItIsSent() throws Exception {
    HttpResponse<String> refused =
        guest.post(MESSAGES, "{\"body\":\"" + "x".repeat(ApiRow.MAX_JSON_BYTES) + "\"}");

    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(refused.body()).contains("TOO_LARGE");
  }

  @Test
  void aBodyThatHidesItsLengthIsRefusedAtTheLimit() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      String head =
          "POST " + MESSAGES + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      byte[] chunk = ("1000\r\n" + "x".repeat(4096) + "\r\n").getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i <= ApiRow.MAX_JSON_BYTES / 4096; i++) {
        out.write(chunk);
      }
      out.flush();
      byte[] answer = socket.getInputStream().readNBytes(12);

      assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
    }
  }

  @Test
  void aClientThatWaitsForLeaveToSendGetsIt() throws Exception {
    HttpResponse<String> posted =
        guest.send(
            guest
                .request(MESSAGES)
                .expectContinue(true)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"body\":1}")));

    assertThat(posted.statusCode()).isEqualTo(201);
  }

  @Test
  void aMethodThatIsNotThereIsToldWhichAre() throws Exception {
    HttpResponse<String> refused = guest.ask("PUT", MESSAGES, "{\"body\":1}");

    assertThat(refused.statusCode()).isEqualTo(405);
    assertThat(refused.headers().firstValue("Allow")).contains("GET, HEAD, POST");
  }

  @Test
  void theDocumentIsServedAndDescribesEveryRow() throws Exception {
    HttpResponse<String> document = guest.send(guest.request("/api/openapi.yaml").GET());

    assertThat(document.headers().firstValue("Content-Type")).contains("application/yaml");
    assertThat(document.body()).startsWith("openapi: 3.1");
    assertThat(server.api.rows().stream().map(row -> row.method() + " " + row.path()))
        .containsExactlyInAnyOrderElementsOf(ApiDocument.of("openapi.yaml").operations());
  }
}
