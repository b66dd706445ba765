package dev.natter.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.natter.TestClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people find who come back after the server was started again. */
@Timeout(180)
class ReturnIT {

  private static final String SECRET = "a secret of thirty-two bytes or more";

  @TempDir private Path folder = Path.of("");

  @Test
  void correspondentsAndTheirLettersOutliveTheServer() throws Exception {
    JSONObject annsSession;
    JSONObject bobsSession;
    NatterServer first = NatterServer.start(settings());
    try (TestClient ann = TestClient.connect(port(first), Map.of("username", "Ann"));
        TestClient bob = TestClient.connect(port(first), Map.of("username", "Bob"))) {
      annsSession = one(ann.next("session"));
      bobsSession = one(bob.next("session"));
      ann.ask("private message", letter("before", bobsSession.optString("userID")));
      assertThat(bob.next("private message")).contains("before");
    } finally {
      assertThat(first.stop()).isTrue();
    }
    NatterServer second = NatterServer.start(settings());
    try (TestClient ann = back(second, annsSession)) {
      JSONObject session = one(ann.next("session"));
      assertThat(session.optString("userID")).isEqualTo(annsSession.optString("userID"));
      assertThat(ann.next("users"))
          .contains("\"content\":\"before\"")
          .contains("\"username\":\"Bob\"")
          .contains("\"connected\":false");
      ann.ask("private message", letter("while away", bobsSession.optString("userID")));
      try (TestClient bob = back(second, bobsSession)) {
        assertThat(bob.next("users")).contains("before").contains("while away");
        ann.ask("private message", letter("after", bobsSession.optString("userID")));
        assertThat(bob.next("private message")).contains("after");
      }
    } finally {
      assertThat(second.stop()).isTrue();
    }
  }

  @Test
  void whenUsersWereThereIsRemembered() throws Exception {
    NatterServer first = NatterServer.start(settings());
    try (TestClient ann =
        TestClient.connect(port(first), Map.of("dialect", "natter", "token", token("ann")))) {
      assertThat(ann.ask("join", "green").opt("ok")).isEqualTo(true);
    } finally {
      assertThat(first.stop()).isTrue();
    }
    NatterServer second = NatterServer.start(settings());
    try (TestClient bob = TestClient.connect(port(second), Map.of("dialect", "natter"))) {
      JSONObject there = bob.ask("presence:list", TestClient.object("{\"room\":\"green\"}"));
      assertThat(there.opt("present")).isEqualTo(0);
      assertThat(there.optJSONArray("people").optJSONObject(0).optString("lastSeen")).isNotEmpty();
    } finally {
      assertThat(second.stop()).isTrue();
    }
  }

  /** A token of an issuer who shares a secret with the server. */
  private static String token(String subject) throws Exception {
    String said =
        encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(UTF_8))
            + "."
            + encoded(("{\"sub\":\"" + subject + "\",\"exp\":4102444800}").getBytes(UTF_8));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
    return said + "." + encoded(mac.doFinal(said.getBytes(UTF_8)));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static TestClient back(NatterServer server, JSONObject session) {
    return TestClient.connect(port(server), Map.of("sessionID", session.optString("sessionID")));
  }

  private static JSONObject one(String arguments) {
    return TestClient.object(arguments.substring(1, arguments.length() - 1));
  }

  private static JSONObject letter(String content, String to) {
    return TestClient.object("{\"content\":\"" + content + "\",\"to\":\"" + to + "\"}");
  }

  private static int port(NatterServer server) {
    return URI.create(server.addresses().get(0)).getPort();
  }

  private Settings settings() throws UsageException {
    return LocalSettings.in(folder, Map.of(Setting.AUTH, "open,token", Setting.JWT_SECRET, SECRET));
  }
}
