package dev.natter.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.natter.TestServer;
import dev.natter.chat.MemoryMessageStore;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FileRoutesIT {

  private static final Pattern ID = Pattern.compile("\"id\":\"([A-Za-z0-9_-]{24})\"");

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
  void aLargeFileComesBackInOnePiece() throws Exception {
    byte[] content = new byte[3_000_001];
    new Random(1).nextBytes(content);
    HttpResponse<byte[]> answer = download(upload("photo.png", "image/png", content));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(content);
    assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(content.length);
    assertThat(answer.headers().firstValue("Content-Type")).contains("image/png");
  }

  @ParameterizedTest
  @CsvSource({
    "text/html, application/octet-stream, attachment",
    "image/svg+xml, application/octet-stream, attachment",
    "application/xhtml+xml, application/octet-stream, attachment",
    "text/javascript, application/octet-stream, attachment",
    "application/pdf, application/octet-stream, attachment",
    "IMAGE/PNG; charset=x, image/png, inline",
    "text/plain, text/plain, inline",
  })
  void nothingIsServedThatABrowserWouldRun(String said, String served, String place)
      throws Exception {
    HttpResponse<byte[]> answer = download(upload("a.bin", said, new byte[] {1}));

    assertThat(answer.headers().firstValue("Content-Type")).contains(served);
    assertThat(answer.headers().firstValue("Content-Disposition").orElse("")).startsWith(place);
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("sandbox");
  }

  @Test
  void aNameIsSpelledSoThatNothingCanBeAddedToTheHeader() throws Exception {
    HttpResponse<byte[]> answer =
        download(upload("caf%C3%A9%22%3B%20x%3D.txt", "text/plain", new byte[] {1}));

    assertThat(answer.headers().firstValue("Content-Disposition"))
        .contains(
            "inline; filename=\"caf___ x_.txt\"; filename*=UTF-8''caf%C3%A9%22%3B%20x%3D.txt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a%2Fb", "a%5Cb", "..", "a%0D%0Ab", "%E2%80%AEgnp.exe"})
  void aNameThatCouldMisleadIsRefused(String name) throws Exception {
    assertThat(send(name, "text/plain", new byte[] {1}).statusCode()).isEqualTo(400);
  }

  @Test
  void aFileOverTheLimitIsRefused() throws Exception {
    HttpResponse<String> answer =
        send("a", "text/plain", new byte[server.files.limits().maxBytes() + 1]);

    assertThat(answer.statusCode()).isEqualTo(413);
  }

  @Test
  void anUnknownFileIsNotFound() throws Exception {
    assertThat(guest.get("/api/files/none").statusCode()).isEqualTo(404);
    assertThat(guest.get("/api/files/a.b").statusCode()).isEqualTo(400);
  }

  @Test
  void aFileComesWithOneMessageAndGoesWithIt() throws Exception {
    String id = upload("a.txt", "text/plain", new byte[] {1});
    ApiClient owner = guest.as("owner");
    String draft = "{\"body\":\"see\",\"files\":[\"" + id + "\"]}";
    assertThat(owner.post("/api/rooms/blue/messages", draft).statusCode()).isEqualTo(400);
    assertThat(owner.post("/api/rooms/green/messages", draft).body()).contains(id);
    assertThat(owner.post("/api/rooms/green/messages", draft).statusCode()).isEqualTo(400);
    assertThat(download(id).statusCode()).isEqualTo(200);
    owner.ask("DELETE", "/api/rooms/green/messages/1", "");

    assertThat(download(id).statusCode()).isEqualTo(404);
  }

  @Test
  void headTellsOfAFileWithoutIt() throws Exception {
    String id = upload("a.txt", "text/plain", new byte[] {1, 2, 3});
    HttpResponse<String> answer =
        guest.send(guest.request("/api/files/" + id).method("HEAD", BodyPublishers.noBody()));

    assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(3);
    assertThat(answer.body()).isEmpty();
  }

  private String upload(String name, String type, byte[] content) throws Exception {
    HttpResponse<String> answer = send(name, type, content);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    Matcher id = ID.matcher(answer.body());
    assertThat(id.find()).isTrue();
    return id.group(1);
  }

  private HttpResponse<String> send(String name, String type, byte[] content) throws Exception {
    HttpRequest.Builder request =
        guest
            .request("/api/rooms/green/files?filename=" + name)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(content));
    return guest.checked("POST", "/api/rooms/green/files", request);
  }

  private HttpResponse<byte[]> download(String id) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + server.port() + "/api/files/" + id);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray());
  }
}
