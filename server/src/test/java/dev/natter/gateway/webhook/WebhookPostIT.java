package dev.natter.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.natter.chat.IdempotencyKey;
import dev.natter.chat.Message;
import dev.natter.chat.MessageBody;
import dev.natter.chat.RoomId;
import dev.natter.chat.Sender;
import dev.natter.chat.Webhook;
import dev.natter.chat.WebhookId;
import dev.natter.chat.WebhookKind;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One post: whom it reaches, whatever names mean from one moment to the next. */
@Timeout(60)
class WebhookPostIT {

  private static final String NAME = "hooks.example.org";
  private static final String HERE = "127.0.0.1";

  /** Of a network for documents, where nobody is. */
  private static final String ELSEWHERE = "192.0.2.1";

  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path folder = Path.of("");

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> hosts = new CopyOnWriteArrayList<>();
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  @AfterEach
  void close() throws Exception {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }

  @Test
  void aNameThatChangesItsMeaningIsCalledWhereItWasLookedAt() throws Exception {
    int port = server(200, "thanks");
    WebhookPost post = post(true, HERE, ELSEWHERE);

    WebhookPost.Outcome outcome =
        post.send(hook("http://" + NAME + ":" + port + "/in?a=1"), said());

    assertThat(outcome.fault()).isEmpty();
    assertThat(outcome.answer()).isEqualTo("thanks");
    assertThat(asked).as("looked up once").containsExactly(NAME);
    assertThat(hosts).containsExactly(NAME + ":" + port + " POST /in?a=1");
  }

  @Test
  void aNameThatTurnsInwardsAfterTheCheckIsNotFollowed() throws Exception {
    int port = server(200, "");
    WebhookPost post = post(false, ELSEWHERE, HERE);

    WebhookPost.Outcome outcome = post.send(hook("http://" + NAME + ":" + port + "/"), said());

    assertThat(outcome.fault())
        .hasValueSatisfying(why -> assertThat(why).contains("not be reached"));
    assertThat(asked).containsExactly(NAME);
    assertThat(hosts).isEmpty();
  }

  @Test
  void aNameThatAlsoMeansAnAddressInsideIsRefused() throws Exception {
    int port = server(200, "");
    WebhookPost post =
        open(
            false,
            host ->
                new InetAddress[] {
                  InetAddress.getByName(ELSEWHERE), InetAddress.getByName("10.0.0.1")
                });

    assertThat(post.send(hook("http://" + NAME + ":" + port + "/"), said()).fault())
        .hasValueSatisfying(why -> assertThat(why).contains("private network"));
    assertThat(hosts).isEmpty();
  }

  @Test
  void theCertificateMustBeOfTheName() throws Exception {
    KeyStore keys = keys();
    int port = secureServer(keys);
    WebhookPost post = new WebhookPost(true, Clock.systemUTC(), this::here, () -> trust(keys));
    opened.push(post);

    assertThat(post.send(hook("https://" + NAME + ":" + port + "/"), said()).fault()).isEmpty();
    assertThat(post.send(hook("https://other.example.org:" + port + "/"), said()).fault())
        .isPresent();
    assertThat(hosts).containsExactly(NAME + ":" + port + " POST /");
  }

  @Test
  void aCertificateThatNobodyTrustsIsRefused() throws Exception {
    int port = secureServer(keys());

    assertThat(post(true, HERE).send(hook("https://" + NAME + ":" + port + "/"), said()).fault())
        .isPresent();
    assertThat(hosts).isEmpty();
  }

  @Test
  void noRedirectIsFollowed() throws Exception {
    int target = server(200, "");
    HttpServer redirecting = http();
    redirecting.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "http://127.0.0.1:" + target + "/");
          exchange.sendResponseHeaders(307, -1);
          exchange.close();
        });
    redirecting.start();
    int port = redirecting.getAddress().getPort();

    assertThat(post(true, HERE).send(hook("http://" + NAME + ":" + port + "/"), said()).fault())
        .contains("It answered 307.");
    assertThat(hosts).isEmpty();
  }

  @Test
  void aLongAnswerIsCut() throws Exception {
    int port = server(200, "x".repeat(1 << 20));

    String answer =
        post(true, HERE).send(hook("http://" + NAME + ":" + port + "/"), said()).answer();

    assertThat(answer).hasSize(64 * 1024);
  }

  @Test
  void nobodyThereIsAFault() throws Exception {
    HttpServer gone = http();
    int port = gone.getAddress().getPort();
    gone.stop(0);

    assertThat(post(true, HERE).send(hook("http://" + NAME + ":" + port + "/"), said()).fault())
        .hasValueSatisfying(why -> assertThat(why).contains("could not be reached"));
  }

  private WebhookPost post(boolean inside, String... meanings) {
    return open(
        inside,
        host -> {
          asked.add(host);
          String meaning = meanings[Math.min(asked.size(), meanings.length) - 1];
          return InetAddress.getAllByName(meaning);
        });
  }

  private WebhookPost open(boolean inside, WebhookPost.Names names) {
    WebhookPost post =
        new WebhookPost(
            inside,
            Clock.systemUTC(),
            names,
            () -> {
              try {
                return SslContextBuilder.forClient().sslProvider(SslProvider.JDK).build();
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    opened.push(post);
    return post;
  }

  private InetAddress[] here(String host) throws UnknownHostException {
    return InetAddress.getAllByName(HERE);
  }

  private HttpServer http() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    opened.push(() -> server.stop(0));
    return server;
  }

  private int server(int status, String answer) throws IOException {
    HttpServer server = http();
    server.createContext("/", exchange -> answer(exchange, status, answer));
    server.start();
    return server.getAddress().getPort();
  }

  private int secureServer(KeyStore keys) throws Exception {
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    opened.push(() -> server.stop(0));
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext("/", exchange -> answer(exchange, 204, ""));
    server.start();
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange, int status, String answer) throws IOException {
    hosts.add(
        "%s %s %s"
            .formatted(
                exchange.getRequestHeaders().getFirst("Host"),
                exchange.getRequestMethod(),
                exchange.getRequestURI()));
    exchange.getRequestBody().readAllBytes();
    byte[] bytes = answer.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : 0);
    try {
      exchange.getResponseBody().write(bytes);
    } finally {
      exchange.close();
    }
  }

  /** A certificate of the name, made for this test. */
  private KeyStore keys() throws Exception {
    Path file = folder.resolve("keys.p12");
    Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process making =
        new ProcessBuilder(
                List.of(
                    tool.toString(),
                    "-genkeypair",
                    "-alias",
                    "hooks",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=hooks",
                    "-ext",
                    "SAN=dns:" + NAME,
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    new String(PASSWORD),
                    "-keystore",
                    file.toString()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(making.waitFor(30, TimeUnit.SECONDS)).isTrue();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }

  private static SslContext trust(KeyStore keys) {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("hooks", keys.getCertificate("hooks"));
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      return SslContextBuilder.forClient()
          .sslProvider(SslProvider.JDK)
          .trustManager(managers)
          .build();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Webhook hook(String address) {
    return new Webhook(
        new WebhookId("hook"),
        RoomId.lobby("/"),
        WebhookKind.OUT,
        "Weather",
        address,
        "",
        "secret",
        0,
        false,
        "");
  }

  private static Message said() {
    return new Message(
        RoomId.lobby("/"),
        1,
        Sender.guest("ann", "Ann"),
        Instant.EPOCH,
        new MessageBody("\"hello\""),
        IdempotencyKey.NONE);
  }
}
