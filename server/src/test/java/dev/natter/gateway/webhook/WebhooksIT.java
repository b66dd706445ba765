package dev.natter.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.natter.TestServer;
import dev.natter.chat.MemoryMessageStore;
import dev.natter.gateway.http.ApiClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WebhooksIT {

  private static final String HOOKS = "/api/rooms/green/webhooks";
  private static final String MESSAGES = "/api/rooms/green/messages";

  private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
  private final AtomicInteger status = new AtomicInteger(200);
  private volatile String answer = "";
  private HttpServer outside;
  private TestServer server;
  private ApiClient guest;
  private ApiClient owner;

  private record Call(String signature, String timestamp, String delivery, String body) {}

  @BeforeEach
  void open() throws IOException {
    outside = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    outside.createContext(
        "/",
        exchange -> {
          var headers = exchange.getRequestHeaders();
          calls.add(
              new Call(
                  String.valueOf(headers.getFirst("X-Natter-Signature")),
                  String.valueOf(headers.getFirst("X-Natter-Timestamp")),
                  String.valueOf(headers.getFirst("X-Natter-Delivery")),
                  new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
          byte[] bytes = answer.getBytes(UTF_8);
          exchange.sendResponseHeaders(status.get(), bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    outside.start();
    server = TestServer.start(new MemoryMessageStore(Clock.systemUTC()));
    guest = ApiClient.of(server.port());
    owner = guest.as("owner");
  }

  @AfterEach
  void close() {
    server.close();
    outside.stop(0);
    assertThat(server.faults).isEmpty();
  }

  @Test
  void aWebhookIsToldWhatIsPostedFromThenOnAndSigned() throws Exception {
    say("before");
    JsonNode made = make("out", "");
    say("after");
    Call call = next();

    assertThat(call.body()).contains("\"body\":\"after\"", "\"event\":\"message:posted\"");
    assertThat(call.delivery()).isEqualTo(made.at("/webhook/id").asText() + ":2");
    assertThat(call.signature())
        .isEqualTo(
            "sha256="
                + WebhookPost.signature(
                    made.get("secret").asText(), call.timestamp() + "." + call.body()));
  }

  @Test
  void whatCouldNotBeToldIsToldLaterInOrder() throws Exception {
    make("out", "");
    status.set(500);
    say("one");
    next();
    status.set(204);
    say("two");
    Call call = next();
    while (!call.body().contains("\"two\"")) {
      assertThat(call.body()).contains("\"one\"");
      call = next();
    }
  }

  @Test
  void aDeadWebhookIsParkedSeenAndResumed() throws Exception {
    status.set(500);
    String id = make("out", "").at("/webhook/id").asText();
    say("one");
    await()
        .atMost(20, TimeUnit.SECONDS)
        .until(() -> owner.get(HOOKS).body().contains("\"parked\":true"));
    assertThat(owner.get(HOOKS).body()).contains("It answered 500.");
    assertThat(guest.as("admin").get("/api/admin/webhooks/parked").body()).contains(id);
    assertThat(owner.get("/api/admin/webhooks/parked").statusCode()).isEqualTo(403);
    say("two");
    calls.clear();
    status.set(200);
    owner.post(HOOKS + "/" + id + "/resume", "{}");

    assertThat(next().body()).contains("\"one\"");
    assertThat(next().body()).contains("\"two\"");
  }

  @Test
  void aCommandIsToldItsWordOnlyAndAnswersInTheRoom() throws Exception {
    make("command", "/weather");
    answer = "{\"body\":\"Rain.\"}";
    say("/weatherman");
    say("no /weather");
    say("/weather Berlin");

    assertThat(next().body()).contains("/weather Berlin");
    await().until(() -> guest.get(MESSAGES).body().contains("\"Rain.\""));
    assertThat(guest.get(MESSAGES).body()).contains("\"id\":\"hook:", "\"name\":\"Weather\"");
    assertThat(calls).isEmpty();
  }

  @Test
  void whoeverKnowsTheAddressPosts() throws Exception {
    String address =
        json(owner.post(HOOKS, "{\"kind\":\"in\",\"name\":\"Build\"}").body()).get("post").asText();

    assertThat(guest.post(address, "{\"body\":\"green\"}").statusCode()).isEqualTo(201);
    assertThat(guest.get(MESSAGES).body()).contains("\"green\"", "\"name\":\"Build\"");
    assertThat(guest.post(address + "x", "{\"body\":1}").statusCode()).isEqualTo(404);
  }

  @Test
  void webhooksDoNotTellEachOther() throws Exception {
    make("out", "");
    String address =
        json(owner.post(HOOKS, "{\"kind\":\"in\",\"name\":\"Build\"}").body()).get("post").asText();
    guest.post(address, "{\"body\":\"from a hook\"}");
    say("from a person");

    assertThat(next().body()).contains("from a person");
  }

  @Test
  void aRemovedWebhookIsToldNothing() throws Exception {
    String id = make("out", "").at("/webhook/id").asText();
    assertThat(owner.ask("DELETE", HOOKS + "/" + id, "").statusCode()).isEqualTo(204);
    make("out", "");
    say("one");

    assertThat(next().delivery()).doesNotContain(id);
    assertThat(owner.get(HOOKS).body()).doesNotContain(id);
  }

  @Test
  void onlyWhoOwnsARoomSetsThemUp() throws Exception {
    String wish = "{\"kind\":\"in\",\"name\":\"Build\"}";

    assertThat(guest.post(HOOKS, wish).statusCode()).isEqualTo(403);
    assertThat(guest.get(HOOKS).statusCode()).isEqualTo(403);
    assertThat(guest.as("nobody").post(HOOKS, wish).statusCode()).isEqualTo(401);
  }

  @Test
  void noSecretIsShownTwice() throws Exception {
    String secret = make("out", "").get("secret").asText();

    assertThat(owner.get(HOOKS).body()).doesNotContain(secret);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"kind\":\"out\",\"name\":\"a\"}",
        "{\"kind\":\"out\",\"name\":\"a\",\"url\":\"file:///etc/passwd\"}",
        "{\"kind\":\"out\",\"name\":\"a\",\"url\":\"http://a:b@example.org\"}",
        "{\"kind\":\"out\",\"name\":{\"$ne\":1},\"url\":\"http://example.org\"}",
        "{\"kind\":\"command\",\"name\":\"a\",\"url\":\"http://example.org\"}",
        "{\"kind\":\"command\",\"name\":\"a\",\"url\":\"http://example.org\",\"command\":\"x\"}",
        "{\"kind\":\"in\",\"name\":\"\"}"
      })
  void whatIsNoWebhookIsABadRequest(String json) throws Exception {
    assertThat(owner.post(HOOKS, json).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "::1",
        "fd00::1",
        "fe80::1",
        "224.0.0.1",
        "::ffff:10.0.0.1"
      })
  void addressesOfPrivateNetworksAreKnown(String address) throws Exception {
    assertThat(WebhookPost.isInside(InetAddress.getByName(address))).isTrue();
  }

  private JsonNode make(String kind, String command) throws Exception {
    String url = "http://127.0.0.1:" + outside.getAddress().getPort() + "/hook";
    String wish =
        "{\"kind\":\"%s\",\"name\":\"Weather\",\"url\":\"%s\",\"command\":\"%s\"}"
            .formatted(kind, url, command);
    var response = owner.post(HOOKS, wish);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    return json(response.body());
  }

  private void say(String text) throws Exception {
    guest.post(MESSAGES, "{\"body\":\"" + text + "\"}");
  }

  private Call next() throws InterruptedException {
    Call call = calls.poll(20, TimeUnit.SECONDS);
    assertThat(call).isNotNull();
    return Objects.requireNonNull(call);
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }
}
