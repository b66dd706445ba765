package dev.natter.launch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.natter.bench.Bench;
import dev.natter.bench.BenchException;
import dev.natter.bench.BenchPlan;
import dev.natter.bench.BenchResult;
import dev.natter.bench.Scenario;
import dev.natter.bench.ServerProbe;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What comes by TLS, or compressed, or both, with a certificate made for this test. */
@Timeout(120)
class EncryptedIT {

  private static final String PASSWORD = "only-here";

  @TempDir private Path folder = Path.of("");

  private final List<NatterServer> servers = new ArrayList<>();

  @AfterEach
  void stop() {
    servers.forEach(NatterServer::stop);
  }

  private URI start(Map<Setting, String> more) throws Exception {
    servers.add(NatterServer.start(LocalSettings.in(folder, more)));
    return URI.create(addresses().get(0));
  }

  private List<String> addresses() {
    return servers.get(0).addresses();
  }

  private Map<Setting, String> encrypted(KeyStore keys) throws Exception {
    Map<Setting, String> settings = new HashMap<>();
    settings.put(Setting.TLS_CERT, pem("CERTIFICATE", keys.getCertificate("own").getEncoded()));
    byte[] key = keys.getKey("own", PASSWORD.toCharArray()).getEncoded();
    settings.put(Setting.TLS_KEY, pem("PRIVATE KEY", key));
    return settings;
  }

  private String pem(String what, byte[] bytes) throws IOException {
    String lines = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(bytes);
    Path file = folder.resolve(what.replace(' ', '-') + ".pem");
    Files.writeString(
        file, "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(what, lines));
    return file.toString();
  }

  private KeyStore keys(String file) throws Exception {
    Path store = folder.resolve(file);
    Process making =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    "own",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=localhost",
                    "-ext",
                    "SAN=dns:localhost,ip:127.0.0.1",
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    PASSWORD,
                    "-keystore",
                    store.toString()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(making.waitFor(60, TimeUnit.SECONDS)).isTrue();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  private static HttpClient trusting(KeyStore keys) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("own", keys.getCertificate("own"));
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }

  private static final class Heard implements WebSocket.Listener {
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      texts.add(text.toString());
      socket.request(1);
      return CompletableFuture.completedFuture(last);
    }
  }

  private static Heard open(HttpClient client, URI address, String path, String first) {
    Heard heard = new Heard();
    WebSocket socket =
        client
            .newWebSocketBuilder()
            .buildAsync(URI.create(address.toString().replaceFirst("^http", "ws") + path), heard)
            .join();
    socket.sendText(first, true).join();
    return heard;
  }

  @Test
  void everyDoorOfBothPortsIsEncrypted() throws Exception {
    KeyStore keys = keys("keys.p12");
    Map<Setting, String> settings = encrypted(keys);
    int second = freePort();
    settings.put(Setting.WS_PORT, Integer.toString(second));
    URI address = start(settings);
    HttpClient client = trusting(keys);

    assertThat(addresses())
        .containsExactly("https://localhost:" + address.getPort(), "wss://localhost:" + second);
    HttpRequest health = HttpRequest.newBuilder(address.resolve("/healthz")).build();
    assertThat(client.send(health, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    Heard socketIo = open(client, address, "/socket.io/?EIO=4&transport=websocket", "40");
    assertThat(socketIo.texts.poll(30, TimeUnit.SECONDS)).startsWith("0{");
    assertThat(socketIo.texts.poll(30, TimeUnit.SECONDS)).startsWith("40{");
    URI plain = URI.create(addresses().get(1));
    Heard json = open(client, plain, "/ws/json", "{\"text\":\"hey\"}");
    assertThat(json.texts.poll(30, TimeUnit.SECONDS)).contains("hey");
    assertThatThrownBy(
            () ->
                client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + address.getPort()))
                        .build(),
                    BodyHandlers.ofString()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aCookieOfAnEncryptedServerIsSentToItEncryptedOnly() throws Exception {
    KeyStore keys = keys("keys.p12");
    Map<Setting, String> settings = encrypted(keys);
    settings.put(Setting.AUTH, "accounts");
    URI address = start(settings);
    HttpRequest register =
        HttpRequest.newBuilder(address.resolve("/api/register"))
            .header("Content-Type", "application/json")
            .header("Sec-Fetch-Site", "same-origin")
            .POST(
                BodyPublishers.ofString(
                    "{\"name\":\"ada\",\"password\":\"lovelace-1843\",\"cookie\":true}"))
            .build();
    HttpResponse<String> answer = trusting(keys).send(register, BodyHandlers.ofString(UTF_8));
    assertThat(answer.headers().firstValue("Set-Cookie").orElse(answer.body()))
        .startsWith("natter_session_" + address.getPort() + "=")
        .endsWith("; Secure");
  }

  @Test
  void filesThatHoldSomethingElseAreRefusedInOneSentence() throws Exception {
    Map<Setting, String> settings = encrypted(keys("keys.p12"));
    settings.put(Setting.TLS_KEY, settings.get(Setting.TLS_CERT));
    assertThatThrownBy(() -> start(settings))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("--tls-key");
  }

  @Test
  void theKeyOfAnotherCertificateIsRefusedBeforeAnybodyConnects() throws Exception {
    String certificate = encrypted(keys("other.p12")).get(Setting.TLS_CERT);
    Path other = Files.move(Path.of(certificate), folder.resolve("other.pem"));
    Map<Setting, String> settings = encrypted(keys("keys.p12"));
    settings.put(Setting.TLS_CERT, other.toString());
    assertThatThrownBy(() -> start(settings))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("that of the certificate");
  }

  @Test
  void everyPongArrives() throws Exception {
    KeyStore keys = keys("keys.p12");
    URI address = start(encrypted(keys));
    HttpClient client = trusting(keys);
    // All connections are answered by the same bytes.
    for (int i = 0; i < 3; i++) {
      Heard heard = open(client, address, "/socket.io/?EIO=3&transport=websocket", "2");
      String text = heard.texts.poll(30, TimeUnit.SECONDS);
      while (!"3".equals(text)) {
        assertThat(text).as("what comes before the pong").isNotNull();
        text = heard.texts.poll(30, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void whatIsCompressedIsHeardByTlsAsWell() throws Exception {
    Map<Setting, String> settings = encrypted(keys("keys.p12"));
    settings.put(Setting.PERMESSAGE_DEFLATE, "true");
    settings.put(Setting.EVENT_RATE, "0");
    URI address = start(settings);

    BenchResult result = measure(address);
    assertThat(result.heard()).isPositive();
  }

  @Test
  void withoutTheSettingNothingIsCompressed() throws Exception {
    URI address = start(Map.of());
    assertThatThrownBy(() -> measure(address))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("does not compress");
  }

  /** A load whose clients insist on compression. */
  private static BenchResult measure(URI address) throws Exception {
    BenchPlan plan =
        new BenchPlan(
            Scenario.FANOUT,
            URI.create(address.getScheme() + "://127.0.0.1:" + address.getPort()),
            "/socket.io",
            "{\"dialect\":\"message\"}",
            10,
            0,
            "join",
            "message",
            "message",
            "%s",
            2_000,
            true,
            20,
            Duration.ZERO,
            Duration.ofSeconds(1),
            1);
    try (Bench bench = new Bench(plan, new ServerProbe(0), line -> {})) {
      bench.connect();
      return bench.run();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0)) {
      return probe.getLocalPort();
    }
  }
}
