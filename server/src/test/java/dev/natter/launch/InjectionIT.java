package dev.natter.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.natter.TestClient;
import dev.natter.chat.Draft;
import dev.natter.chat.IdempotencyKey;
import dev.natter.chat.MessageBody;
import dev.natter.chat.Room;
import dev.natter.chat.RoomId;
import dev.natter.chat.RoomKind;
import dev.natter.chat.Sender;
import dev.natter.chat.SessionId;
import dev.natter.chat.UserId;
import dev.natter.wire.EventName;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Objects that mean something to a database, at every input of every door of the whole server on
 * its embedded store. They are refused or kept as the values that they are; nothing is found by
 * them, and nothing fails.
 */
@Timeout(300)
class InjectionIT {

  private static final String SECRET = "the words of a closed room";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final List<String> OPERATORS =
      List.of(
          "{\"$ne\":null}",
          "{\"$gt\":\"\"}",
          "{\"$regex\":\".*\"}",
          "{\"$where\":\"return true\"}",
          "[{\"$exists\":true}]");

  /** Properties that some event or route reads. */
  private static final List<String> PROPERTIES =
      List.of(
          "room",
          "user",
          "sequence",
          "body",
          "clientId",
          "replyTo",
          "emoji",
          "on",
          "after",
          "before",
          "around",
          "since",
          "limit",
          "words",
          "cursor",
          "kind",
          "topic",
          "readOnly",
          "role",
          "reason",
          "forMs",
          "typing",
          "token",
          "name",
          "password",
          "old",
          "cookie",
          "standing",
          "account",
          "to",
          "content",
          "files",
          "namespace");

  @TempDir private Path folder = Path.of("");

  private final HttpClient http = HttpClient.newHttpClient();
  private NatterServer server;
  private int port;

  @BeforeEach
  void start() throws Exception {
    Settings settings =
        LocalSettings.in(folder, Map.of(Setting.AUTH, "open,accounts", Setting.FSYNC, "false"));
    fill(settings);
    server = NatterServer.start(settings);
    port = URI.create(server.addresses().get(0)).getPort();
  }

  /** A room that is open to nobody who comes here, and what was said in it. */
  private static void fill(Settings settings) throws Exception {
    try (OpenedStore store = OpenedStore.open(settings, Clock.systemUTC())) {
      RoomId closed = new RoomId("/", "closed");
      Sender owner = new Sender(UserId.account("owner"), "Owner");
      store.rooms().create(Room.of(closed, RoomKind.PRIVATE, owner.user(), Instant.EPOCH));
      MessageBody body = new MessageBody("\"" + SECRET + "\"");
      Draft draft = new Draft(closed, owner, body, IdempotencyKey.NONE, SessionId.NONE);
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> !store.messages().append(List.of(draft)).posted().isEmpty());
    }
  }

  @AfterEach
  void stop() {
    assertThat(server.stop()).isTrue();
  }

  @Test
  void noEventTakesAnOperatorForMoreThanAValue() throws IOException {
    for (EventName event : EventName.values()) {
      try (TestClient eve = client("natter")) {
        for (String operator : OPERATORS) {
          assertHarmless(event.text(), eve, value(operator));
          for (String payload : payloads(event, operator)) {
            assertHarmless(event.text(), eve, value(payload));
          }
        }
      }
    }
  }

  /** The event's sample with one property after the other replaced, and all properties at once. */
  private static List<String> payloads(EventName event, String operator) throws IOException {
    JsonNode value = MAPPER.readTree(operator);
    List<String> payloads = new ArrayList<>();
    String path = "/wire/" + event.text().replace(':', '-').replace(' ', '-') + ".json";
    try (InputStream in = InjectionIT.class.getResourceAsStream(path)) {
      JsonNode sample = in == null ? MAPPER.createObjectNode() : MAPPER.readTree(in);
      List<String> names = new ArrayList<>();
      sample.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        payloads.add(((ObjectNode) sample.deepCopy()).set(name, value).toString());
      }
    }
    ObjectNode all = MAPPER.createObjectNode();
    PROPERTIES.forEach(name -> all.set(name, value));
    payloads.add(all.toString());
    return payloads;
  }

  private static void assertHarmless(String event, TestClient eve, Object payload) {
    JSONObject answer = eve.ask(event, payload);
    assertThat(answer.optString("code"))
        .as("the answer to '%s' with %s: %s", event, payload, answer)
        .isNotEqualTo("INTERNAL");
    assertThat(answer.toString()).doesNotContain(SECRET);
  }

  @Test
  void noOperatorLetsAClientIn() {
    for (String name :
        List.of("dialect", "name", "room", "token", "username", "sessionID", "serverOffset")) {
      for (String operator : OPERATORS) {
        String answer = connect("{\"dialect\":\"natter\",\"" + name + "\":" + operator + "}");
        assertThat(answer).as("%s %s", name, operator).doesNotContain("INTERNAL");
        if (name.equals("token")) {
          assertThat(answer).as("%s %s", name, operator).startsWith("44").contains("BAD_REQUEST");
        } else if (!List.of("username", "sessionID").contains(name)) {
          // Those mean nothing to clients of this dialect where everybody may come in.
          assertThat(answer).as("%s %s", name, operator).startsWith("44");
        }
      }
    }
    for (String name : List.of("username", "sessionID")) {
      String answer =
          connect("{\"dialect\":\"private-message\",\"" + name + "\":" + OPERATORS.get(0) + "}");
      assertThat(answer).startsWith("44").contains("BAD_REQUEST");
    }
  }

  @Test
  void anOperatorInABodyComesBackAsTheValueThatItIs() throws Exception {
    try (TestClient ann = client("natter");
        TestClient bob = TestClient.connect(port, Map.of("dialect", "message"))) {
      for (String operator : OPERATORS) {
        assertThat(
                ann.ask("message:send", TestClient.object("{\"body\":" + operator + "}")).opt("ok"))
            .isEqualTo(true);
        assertThat(MAPPER.readTree(bob.next("message")).get(0))
            .isEqualTo(MAPPER.readTree(operator));
      }
    }
    try (Plain plain = new Plain("/ws/json")) {
      plain.say("{\"text\":{\"$ne\":1}}");
      assertThat(plain.next()).isEqualTo("{\"type\":\"chat\",\"text\":{\"$ne\":1}}");
    }
  }

  @Test
  void noRouteTakesAnOperatorForMoreThanAValue() throws Exception {
    List<String> paths =
        List.of(
            "/api/rooms/closed/messages",
            "/api/rooms/{x}/messages",
            "/api/rooms/closed/changes",
            "/api/rooms/closed/members",
            "/api/rooms/{x}",
            "/api/rooms",
            "/api/search",
            "/api/unread",
            "/api/me",
            "/api/bots",
            "/api/server",
            "/api/files/{x}",
            "/api/admin/users",
            "/api/admin/audit");
    for (String operator : OPERATORS) {
      String encoded = URLEncoder.encode(operator, UTF_8);
      for (String path : paths) {
        String address = path.replace("{x}", encoded);
        assertHarmless("GET", address, "");
        for (String name : List.of("after", "before", "limit", "namespace", "words", "room")) {
          assertHarmless("GET", address + "?" + name + "=" + encoded, "");
          assertHarmless("GET", address + "?" + name + "%5B%24ne%5D=1", "");
        }
      }
      ObjectNode all = MAPPER.createObjectNode();
      PROPERTIES.forEach(name -> all.set(name, value(MAPPER, operator)));
      for (String path :
          List.of(
              "/api/sign-in",
              "/api/register",
              "/api/guest",
              "/api/token",
              "/api/password",
              "/api/token/refresh",
              "/api/admin/users",
              "/api/rooms",
              "/api/rooms/closed/messages",
              "/api/direct",
              "/api/bots",
              "/api/rooms/closed/webhooks",
              "/api/hooks/" + encoded)) {
        assertHarmless("POST", path, all.toString());
        assertHarmless("POST", path, operator);
      }
    }
  }

  private void assertHarmless(String method, String address, String body) throws Exception {
    HttpRequest.BodyPublisher publisher =
        body.isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body);
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + address))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(20))
                .method(method, publisher)
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as("%s %s %s", method, address, body).isLessThan(500);
    assertThat(answer.body()).as("%s %s %s", method, address, body).doesNotContain(SECRET);
  }

  private static JsonNode value(ObjectMapper mapper, String json) {
    try {
      return mapper.readTree(json);
    } catch (IOException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  private static Object value(String json) {
    return json.startsWith("[")
        ? new JSONArray(List.of(TestClient.object(json.substring(1, json.length() - 1))))
        : TestClient.object(json);
  }

  private TestClient client(String dialect) {
    return TestClient.connect(port, Map.of("dialect", dialect));
  }

  /** What the server says to a CONNECT with a payload. */
  private String connect(String auth) {
    try (Plain plain = new Plain("/socket.io/?EIO=4&transport=websocket")) {
      plain.next();
      plain.say("40" + auth);
      return plain.next();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A WebSocket without a library of ours. */
  private final class Plain implements WebSocket.Listener, AutoCloseable {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();
    private final WebSocket socket;

    private Plain(String path) {
      socket =
          http.newWebSocketBuilder()
              .buildAsync(URI.create("ws://127.0.0.1:" + port + path), this)
              .join();
    }

    private void say(String text) {
      socket.sendText(text, true).join();
    }

    private String next() throws InterruptedException {
      String text = heard.poll(10, TimeUnit.SECONDS);
      return text == null ? "" : text;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      part.append(text);
      if (last) {
        heard.add(part.toString());
        part.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
      socket.abort();
    }
  }
}
