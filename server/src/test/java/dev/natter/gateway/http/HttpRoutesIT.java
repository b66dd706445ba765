package dev.natter.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.natter.RawClient;
import dev.natter.RawDoor;
import dev.natter.net.ConnectionLimits;
import dev.natter.net.TrustedProxies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpRoutesIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private RawDoor door;

  @BeforeEach
  void open() throws IOException {
    door = RawDoor.open();
  }

  @AfterEach
  void close() {
    door.close();
    assertThat(door.faults).isEmpty();
  }

  @Test
  void historyComesAsPages() throws Exception {
    try (RawClient ann = RawClient.connect(door.port(), "/ws/json?room=green&name=Ann")) {
      for (int i = 1; i <= 3; i++) {
        ann.send("{\"text\":\"m" + i + "\"}");
        ann.next();
      }
    }
    HttpResponse<String> page = get("/api/rooms/green/messages?after=1&limit=1");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(page.body())
        .startsWith("{\"room\":\"green\",\"namespace\":\"/\",\"messages\":[{\"id\":\"green:2\"")
        .contains("\"body\":\"m2\"", "\"name\":\"Ann\"")
        .endsWith("\"more\":true}");
  }

  @Test
  void anUnknownRoomHasAnEmptyHistory() throws Exception {
    assertThat(get("/api/rooms/caf%C3%A9%20bar/messages").body())
        .isEqualTo(
            "{\"room\":\"caf\u00e9 bar\",\"namespace\":\"/\",\"messages\":[],\"more\":false}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/rooms/green/messages?limit=0",
        "/api/rooms/green/messages?limit=201",
        "/api/rooms/green/messages?limit=x",
        "/api/rooms/green/messages?after=-1",
        "/api/rooms/green/messages?after=1.5",
        "/api/rooms/green/messages?before=99999999999999999999",
        "/api/rooms/a%7Cb/messages",
      })
  void whatCannotBeMeantIsABadRequest(String path) throws Exception {
    HttpResponse<String> answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).contains("\"code\":\"BAD_REQUEST\"").contains("\"retry\":false");
  }

  @Test
  void anUnknownNamespaceIsNotFound() throws Exception {
    assertThat(get("/api/rooms/green/messages?namespace=/none").statusCode()).isEqualTo(404);
  }

  @Test
  void onlyReadingIsAnswered() throws Exception {
    HttpResponse<String> answer = ask("POST", "/healthz");

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
  }

  @Test
  void headHasNoBodyButItsLength() throws Exception {
    HttpResponse<String> answer = ask("HEAD", "/healthz");

    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(3);
  }

  @Test
  void readinessFollowsTheStore() throws Exception {
    assertThat(get("/readyz").statusCode()).isEqualTo(200);
    door.store.accepting.set(false);
    assertThat(get("/readyz").statusCode()).isEqualTo(503);
    assertThat(get("/healthz").statusCode()).isEqualTo(200);
  }

  @Test
  void aStoreThatIsAwayIsAProblemWorthATry() throws Exception {
    door.store.readable.set(false);
    HttpResponse<String> answer = get("/api/rooms/green/messages");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("\"code\":\"UNAVAILABLE\"").contains("\"retry\":true");
  }

  @Test
  void aPlainRequestToTheRawDoorIsToldToUpgrade() throws Exception {
    HttpResponse<String> answer = get("/ws/json");

    assertThat(answer.statusCode()).isEqualTo(426);
    assertThat(answer.headers().firstValue("Upgrade")).contains("websocket");
  }

  @Test
  void anAddressThatCannotBeReadIsRefused() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
      socket
          .getOutputStream()
          .write("GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

      assertThat(firstBytes(socket)).startsWith("HTTP/1.1 400 ");
    }
  }

  @Test
  void oneAddressHasOnlySoManyConnections() throws Exception {
    try (RawDoor narrow = RawDoor.open(new ConnectionLimits(100, 1, TrustedProxies.NONE));
        RawClient first = RawClient.connect(narrow.port(), "/ws/json");
        Socket second = new Socket(InetAddress.getLoopbackAddress(), narrow.port())) {
      second
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

      assertThat(firstBytes(second)).startsWith("HTTP/1.1 429 ").contains("LIMIT_REACHED");
      assertThat(first.isClosed()).isFalse();
    }
  }

  private static String firstBytes(Socket socket) throws IOException {
    socket.setSoTimeout(5_000);
    byte[] bytes = new byte[1_000];
    int count = socket.getInputStream().read(bytes);
    return new String(bytes, 0, Math.max(0, count), StandardCharsets.US_ASCII);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return ask("GET", path);
  }

  private HttpResponse<String> ask(String method, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
