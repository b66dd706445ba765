package dev.natter.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.natter.ManualClock;
import dev.natter.chat.Answer;
import dev.natter.chat.AuthMode;
import dev.natter.chat.MemoryUserStore;
import dev.natter.chat.RejectCode;
import dev.natter.chat.Role;
import dev.natter.chat.Standing;
import dev.natter.chat.UserId;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens of others: whom they name, and every way that is known to forge one. */
class ForeignTokensTest {

  private static final RSAKey KEY = Forger.rsaKey("k1");

  @TempDir private Path folder = Path.of("");

  private final ManualClock clock = new ManualClock();

  @Test
  void aTokenOfTheSharedSecretNamesItsSubject() throws Exception {
    Identity who =
        good(bySecret(), Forger.signed(Forger.claims().claim("name", "Ada"), Forger.SECRET));

    assertThat(who.user()).isEqualTo(UserId.subject("ada"));
    assertThat(who.name()).isEqualTo("Ada");
    assertThat(who.standing()).isEqualTo(Standing.USER);
    assertThat(who.expires()).contains(Forger.NOW.plusSeconds(3600));
  }

  @Test
  void theOneSecretIsMeantByWhateverNameATokenAsksForIt() throws Exception {
    String token =
        Forger.signed(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("2026"),
            Forger.claims(),
            Forger.mac(Forger.SECRET.getBytes(UTF_8)));

    assertThat(good(bySecret(), token).user()).isEqualTo(UserId.subject("ada"));
  }

  @Test
  void claimsSayRolesAndRooms() throws Exception {
    JWTClaimsSet.Builder claims =
        Forger.claims()
            .claim("roles", List.of("admin", "moderator", "unheard-of"))
            .claim("rooms", Map.of("red", "owner", "blue", "member", "odd", 5));

    Identity who = good(bySecret(), Forger.signed(claims, Forger.SECRET));

    assertThat(who.standing()).isEqualTo(Standing.ADMIN);
    assertThat(who.grants())
        .isEqualTo(Map.of("*", Role.MODERATOR, "red", Role.OWNER, "blue", Role.MEMBER));
  }

  @Test
  void claimsAreFoundByTheirConfiguredNamesAndPaths() throws Exception {
    ClaimNames names = new ClaimNames("email", "profile.nick", "realm_access.roles", "channels");
    JWTClaimsSet.Builder claims =
        Forger.claims()
            .claim("email", "ada@example.com")
            .claim("profile", Map.of("nick", "Ada L."))
            .claim("realm_access", Map.of("roles", List.of("admin")))
            .claim("channels", "red blue");

    Identity who = good(bySecret(names), Forger.signed(claims, Forger.SECRET));

    assertThat(who.user()).isEqualTo(UserId.subject("ada@example.com"));
    assertThat(who.name()).isEqualTo("Ada L.");
    assertThat(who.standing()).isEqualTo(Standing.ADMIN);
    assertThat(who.grants()).isEqualTo(Map.of("red", Role.MEMBER, "blue", Role.MEMBER));
  }

  @Test
  void aSubjectThatIsNoIdOfOursIsKnownByItsDigest() throws Exception {
    Identity bar = good(bySecret(), Forger.signed(Forger.claims().subject("a|b"), Forger.SECRET));
    Identity hash = good(bySecret(), Forger.signed(Forger.claims().subject("#x"), Forger.SECRET));
    Identity huge =
        good(bySecret(), Forger.signed(Forger.claims().subject("x".repeat(500)), Forger.SECRET));

    assertThat(Set.of(bar.user(), hash.user(), huge.user())).hasSize(3);
    assertThat(bar.user().value()).startsWith("token:#").doesNotContain("|");
  }

  @Test
  void anExpiredTokenIsToldApart() throws Exception {
    String token = Forger.signed(Forger.claims(), Forger.SECRET);
    clock.advance(Duration.ofHours(2));

    assertThat(refused(bySecret(), token)).isEqualTo(RejectCode.EXPIRED);
  }

  @Test
  void aTokenOfAnotherIssuerAudienceOrTimeIsRefused() throws Exception {
    Date later = Date.from(Forger.NOW.plusSeconds(600));

    assertRefused(bySecret(), Forger.signed(Forger.claims().issuer("evil"), Forger.SECRET));
    assertRefused(bySecret(), Forger.signed(Forger.claims().issuer(null), Forger.SECRET));
    assertRefused(bySecret(), Forger.signed(Forger.claims().audience("other"), Forger.SECRET));
    assertRefused(
        bySecret(), Forger.signed(Forger.claims().audience((String) null), Forger.SECRET));
    assertRefused(bySecret(), Forger.signed(Forger.claims().notBeforeTime(later), Forger.SECRET));
    assertRefused(bySecret(), Forger.signed(Forger.claims().expirationTime(null), Forger.SECRET));
    assertRefused(bySecret(), Forger.signed(Forger.claims().subject(null), Forger.SECRET));
  }

  @Test
  void aTokenOfAnotherSecretIsRefused() throws Exception {
    assertRefused(bySecret(), Forger.signed(Forger.claims(), Forger.SECRET + "!"));
  }

  @Test
  void aTokenWithoutASignatureIsRefusedHoweverItIsSpelled() throws Exception {
    for (String algorithm : List.of("none", "None", "NONE", "nOnE", "")) {
      String header = "{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}";
      assertRefused(bySecret(), Forger.bare(header, Forger.claims(), ""));
      assertRefused(byKeyFile(), Forger.bare(header, Forger.claims(), ""));
      assertRefused(byKeyFile(), Forger.bare(header, Forger.claims(), "AAAA"));
    }
  }

  @Test
  void anAlgorithmThatIsNotPinnedIsRefusedThoughTheSecretIsRight() throws Exception {
    byte[] long64 = (Forger.SECRET + Forger.SECRET).getBytes(UTF_8);
    String token =
        Forger.signed(
            new JWSHeader.Builder(JWSAlgorithm.HS512), Forger.claims(), Forger.mac(long64));

    AuthSettings secret =
        settings(Optional.of(new String(long64, UTF_8)), Optional.empty(), ClaimNames.defaults());
    assertRefused(secret, token);
  }

  @Test
  void aPublicKeyIsNoSecret() throws Exception {
    List<byte[]> spellings =
        List.of(
            pem().getBytes(UTF_8),
            KEY.toRSAPublicKey().getEncoded(),
            KEY.toPublicJWK().toJSONString().getBytes(UTF_8));

    for (byte[] spelling : spellings) {
      String token =
          Forger.signed(
              new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1"),
              Forger.claims(),
              Forger.mac(spelling));
      assertRefused(byKeyFile(), token);
    }
  }

  @Test
  void aKeyThatTheTokenBringsAlongIsNotUsed() throws Exception {
    RSAKey own = Forger.rsaKey("k1");
    String token =
        Forger.signed(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("k1")
                .jwk(own.toPublicJWK())
                .jwkURL(URI.create("http://127.0.0.1:1/keys")),
            Forger.claims(),
            new RSASSASigner(own));

    assertRefused(byKeyFile(), token);
  }

  @Test
  void aPublicKeyFileVerifiesInEachForm() throws Exception {
    String token = Forger.signed(Forger.claims(), KEY);

    assertThat(good(byKeyFile(), token).user()).isEqualTo(UserId.subject("ada"));
    assertThat(good(byFile("key.json", KEY.toPublicJWK().toJSONString()), token).name())
        .isEqualTo("ada");
    assertThat(
            good(byFile("set.json", "{\"keys\":[" + KEY.toPublicJWK().toJSONString() + "]}"), token)
                .name())
        .isEqualTo("ada");
  }

  @Test
  void aCriticalHeaderThatNobodyKnowsIsRefused() throws Exception {
    String token =
        Forger.signed(
            new JWSHeader.Builder(JWSAlgorithm.HS256)
                .criticalParams(Set.of("exp-later"))
                .customParam("exp-later", true),
            Forger.claims(),
            Forger.mac(Forger.SECRET.getBytes(UTF_8)));

    assertRefused(bySecret(), token);
  }

  @Test
  void garbageAndGiantsAreRefused() throws Exception {
    for (String token : List.of("x", "a.b.c", "..", "{}", "null", "eyJhbGciOiJIUzI1NiJ9..")) {
      assertRefused(bySecret(), token);
    }
    JWTClaimsSet.Builder giant = Forger.claims().claim("name", "x".repeat(Token.MAX_LENGTH));
    assertRefused(bySecret(), Forger.signed(giant, Forger.SECRET));
  }

  @Test
  void aTokenThatClaimsToBeOursNeedsOurKey() throws Exception {
    String token =
        Forger.signed(
            new JWSHeader.Builder(JWSAlgorithm.HS256).type(new JOSEObjectType("natter+jwt")),
            Forger.claims().subject("user:boss"),
            Forger.mac(Forger.SECRET.getBytes(UTF_8)));

    assertRefused(bySecret(), token);
  }

  @Test
  void settingsThatWouldWeakenItAreRefused() {
    assertThatThrownBy(() -> keys(Optional.of("short"), List.of()))
        .hasMessageContaining("32 bytes");
    assertThatThrownBy(() -> keys(Optional.of(Forger.SECRET), List.of("RS256")))
        .hasMessageContaining("algorithms");
    assertThatThrownBy(() -> keys(Optional.of(Forger.SECRET), List.of("none")))
        .hasMessageContaining("algorithms");
  }

  private static IssuerKeys keys(Optional<String> secret, List<String> algorithms) {
    return IssuerKeys.of(
        new TrustedIssuer(
            secret, Optional.empty(), Optional.empty(), algorithms, "", "", ClaimNames.defaults()));
  }

  private AuthSettings bySecret() {
    return bySecret(ClaimNames.defaults());
  }

  private static AuthSettings bySecret(ClaimNames names) {
    return settings(Optional.of(Forger.SECRET), Optional.empty(), names);
  }

  private AuthSettings byKeyFile() throws Exception {
    return byFile("key.pem", pem());
  }

  private static String pem() throws Exception {
    String base64 = Base64.getMimeEncoder().encodeToString(KEY.toRSAPublicKey().getEncoded());
    return "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
  }

  private AuthSettings byFile(String name, String text) throws Exception {
    Path file = Files.writeString(folder.resolve(name), text);
    return settings(Optional.empty(), Optional.of(file), ClaimNames.defaults());
  }

  private static AuthSettings settings(
      Optional<String> secret, Optional<Path> file, ClaimNames names) {
    TrustedIssuer issuer =
        new TrustedIssuer(
            secret, file, Optional.empty(), List.of(), "https://issuer.example", "natter", names);
    return new AuthSettings(
        Set.of(AuthMode.TOKEN), Optional.of(issuer), GuestNaming.SUFFIX, Duration.ofDays(1));
  }

  private Answer<Optional<Identity>> identity(AuthSettings settings, String token)
      throws Exception {
    OwnTokens own = new OwnTokens(new byte[OwnTokens.KEY_BYTES], clock, Duration.ofDays(1));
    return new Authenticator(settings, own, new MemoryUserStore(), clock).identity(token);
  }

  private Identity good(AuthSettings settings, String token) throws Exception {
    return identity(settings, token)
        .fold(
            Optional::orElseThrow,
            why -> {
              throw new AssertionError(why.toString());
            });
  }

  private RejectCode refused(AuthSettings settings, String token) throws Exception {
    return identity(settings, token)
        .fold(
            who -> {
              throw new AssertionError("let in: " + who);
            },
            why -> why.code());
  }

  private void assertRefused(AuthSettings settings, String token) throws Exception {
    assertThat(refused(settings, token)).as(token).isEqualTo(RejectCode.UNAUTHORIZED);
  }
}
