package dev.natter.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.sun.net.httpserver.HttpServer;
import dev.natter.ManualClock;
import dev.natter.chat.AuthMode;
import dev.natter.chat.MemoryUserStore;
import dev.natter.chat.RejectCode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys that an issuer publishes: fetched once, and again when it has new ones. */
class KeySetIT {

  private static final RSAKey OLD = Forger.rsaKey("old");
  private static final RSAKey FRESH = Forger.rsaKey("fresh");

  private final AtomicInteger fetched = new AtomicInteger();
  private volatile String published = set(OLD);
  private volatile int status = 200;
  private HttpServer issuer;
  private Authenticator authenticator;

  @BeforeEach
  void start() throws Exception {
    issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer.createContext(
        "/keys",
        exchange -> {
          fetched.incrementAndGet();
          byte[] body = published.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    issuer.start();
    URI address = URI.create("http://127.0.0.1:" + issuer.getAddress().getPort() + "/keys");
    TrustedIssuer trusted =
        new TrustedIssuer(
            Optional.empty(),
            Optional.empty(),
            Optional.of(address),
            List.of(),
            "https://issuer.example",
            "natter",
            ClaimNames.defaults());
    ManualClock clock = new ManualClock();
    AuthSettings settings =
        new AuthSettings(
            Set.of(AuthMode.TOKEN), Optional.of(trusted), GuestNaming.SUFFIX, Duration.ofDays(1));
    OwnTokens own = new OwnTokens(new byte[OwnTokens.KEY_BYTES], clock, Duration.ofDays(1));
    authenticator = new Authenticator(settings, own, new MemoryUserStore(), clock);
  }

  @AfterEach
  void stop() {
    issuer.stop(0);
  }

  @Test
  void theSetIsFetchedOnceForManyTokens() throws Exception {
    for (int i = 0; i < 20; i++) {
      assertThat(outcome(OLD)).isEqualTo("ada");
    }

    assertThat(fetched).hasValue(1);
  }

  @Test
  void aNewKeyIsFetchedWhenATokenNeedsItAndTheOldOneIsGoodNoMore() throws Exception {
    assertThat(outcome(OLD)).isEqualTo("ada");

    published = set(FRESH);

    assertThat(outcome(FRESH)).isEqualTo("ada");
    assertThat(outcome(OLD)).isNotEqualTo("ada");
  }

  @Test
  void whoInventsKeyIdsDoesNotMakeUsAskTheIssuerEachTime() throws Exception {
    outcome(OLD);

    for (int i = 0; i < 20; i++) {
      assertThat(outcome(Forger.rsaKey("invented"))).isNotEqualTo("ada");
    }

    assertThat(fetched.get()).isLessThanOrEqualTo(3);
    assertThat(outcome(OLD)).isEqualTo("ada");
  }

  @Test
  void aKeyThatIsNotPublishedIsRefusedUnderAPublishedName() throws Exception {
    assertThat(outcome(Forger.rsaKey("old"))).isEqualTo(RejectCode.UNAUTHORIZED.name());
  }

  @Test
  void anIssuerThatIsAwayIsOurFaultNotTheTokens() throws Exception {
    status = 503;

    assertThat(outcome(OLD)).isEqualTo(RejectCode.UNAVAILABLE.name());
  }

  @Test
  void aSetThatIsTooLargeIsNotRead() throws Exception {
    published = "{\"keys\":[" + " ".repeat(300 * 1024) + "]}";

    assertThat(outcome(OLD)).isEqualTo(RejectCode.UNAVAILABLE.name());
  }

  private String outcome(RSAKey key) throws Exception {
    return authenticator
        .identity(Forger.signed(Forger.claims(), key))
        .fold(who -> who.orElseThrow().name(), why -> why.code().name());
  }

  private static String set(RSAKey key) {
    return new JWKSet(key).toPublicJWKSet().toString();
  }
}
