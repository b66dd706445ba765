package dev.natter.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.natter.RawClient;
import dev.natter.TestClient;
import dev.natter.gateway.http.ApiClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server behind a reverse proxy, which passes on whose requests it brings. */
class ProxiedIT {

  private static final String ANN = "192.0.2.1";
  private static final String BOB = "192.0.2.2";
  private static final String EVE = "192.0.2.3";

  @TempDir private Path folder = Path.of("");

  private final List<NatterServer> servers = new ArrayList<>();
  private int port;

  private void start(String proxies, String perAddress) throws Exception {
    NatterServer server =
        NatterServer.start(
            LocalSettings.in(
                folder,
                Map.of(
                    Setting.TRUSTED_PROXIES, proxies,
                    Setting.CONNECTIONS_PER_ADDRESS, perAddress)));
    servers.add(server);
    port = URI.create(server.addresses().get(0)).getPort();
  }

  @AfterEach
  void stop() {
    servers.forEach(NatterServer::stop);
  }

  private static Map<String, String> from(String addresses) {
    return Map.of("X-Forwarded-For", addresses);
  }

  private TestClient natter(boolean polling, String addresses) {
    return TestClient.withHeaders(port, Map.of("dialect", "natter"), polling, from(addresses));
  }

  private int historyOf(String addresses) throws Exception {
    return ApiClient.of(port)
        .with("X-Forwarded-For", addresses)
        .get("/api/rooms/green/messages")
        .statusCode();
  }

  /** A room out of which a guest was sent for good. */
  private void banBob(TestClient ann, TestClient bob) throws Exception {
    ann.ask("room:create", TestClient.object("{\"room\":\"green\",\"kind\":\"public\"}"));
    assertThat(bob.ask("join", "green").opt("ok")).isEqualTo(true);
    JSONObject whom = new JSONObject().put("room", "green").put("user", bob.socket().id());
    assertThat(ann.ask("room:ban", whom).opt("ok")).isEqualTo(true);
    assertThat(bob.next("room:removed")).contains("banned");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aBanOfAGuestIsOfItsAddressAndOfNobodyElseBehindTheProxy(boolean polling) throws Exception {
    start("127.0.0.0/8", "1000");
    try (TestClient ann = natter(polling, ANN);
        TestClient bob = natter(polling, BOB);
        TestClient eve = natter(polling, EVE)) {
      banBob(ann, bob);
      // One after the other: the client has five requests under way at most, all polls included.
      for (String addresses : List.of(BOB, EVE + ", " + BOB)) {
        try (TestClient again = natter(polling, addresses)) {
          assertThat(again.ask("join", "green").opt("code")).as(addresses).isEqualTo("BANNED");
        }
      }
      assertThat(eve.ask("join", "green").opt("ok")).isEqualTo(true);
      assertThat(historyOf(BOB)).isEqualTo(403);
      assertThat(historyOf(EVE + ", " + BOB)).isEqualTo(403);
      assertThat(historyOf(EVE)).isEqualTo(200);
      try (RawClient raw = RawClient.connect(port, "/ws/json?room=green", from(BOB))) {
        assertThat(raw.closeCode()).isEqualTo(1008);
      }
    }
  }

  @Test
  void whoIsNoTrustedProxyIsNotBelieved() throws Exception {
    start("192.0.2.0/24", "1000");
    try (TestClient ann = natter(false, ANN);
        TestClient bob = natter(false, BOB)) {
      banBob(ann, bob);
      assertThat(historyOf(EVE)).isEqualTo(403);
    }
  }

  @Test
  void aTrustedProxyBringsAsManyAsThereAre() throws Exception {
    start("127.0.0.1", "1");
    try (TestClient ann = natter(false, ANN);
        TestClient bob = natter(false, BOB);
        TestClient eve = natter(false, BOB)) {
      ann.emit("join", "green");
      bob.emit("join", "green");
      assertThat(eve.ask("join", "green").opt("ok")).isEqualTo(true);
    }
  }
}
