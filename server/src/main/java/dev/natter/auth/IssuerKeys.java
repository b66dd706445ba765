package dev.natter.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The keys of an issuer and the algorithms that go with them. A public key never verifies an HMAC,
 * nor a secret a signature: the two kinds of algorithm are never accepted together.
 */
final class IssuerKeys {

  private static final int MAX_FILE_BYTES = 64 * 1024;
  private static final int MAX_SET_BYTES = 256 * 1024;
  private static final Duration FETCH_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration KEEP_SET = Duration.ofMinutes(10);
  private static final Duration WAIT_FOR_FETCH = Duration.ofSeconds(10);

  /** For so long the last set that was fetched is believed while the issuer cannot be reached. */
  private static final Duration OUTAGE = Duration.ofHours(4);

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");

  private static final Set<JWSAlgorithm> HMAC = Set.copyOf(JWSAlgorithm.Family.HMAC_SHA);
  private static final Set<JWSAlgorithm> SIGNATURES =
      Stream.of(
              JWSAlgorithm.RS256,
              JWSAlgorithm.RS384,
              JWSAlgorithm.RS512,
              JWSAlgorithm.PS256,
              JWSAlgorithm.PS384,
              JWSAlgorithm.PS512,
              JWSAlgorithm.ES256,
              JWSAlgorithm.ES384,
              JWSAlgorithm.ES512)
          .collect(Collectors.toUnmodifiableSet());

  private final JWKSource<SecurityContext> source;
  private final Set<JWSAlgorithm> algorithms;

  private IssuerKeys(JWKSource<SecurityContext> source, Set<JWSAlgorithm> algorithms) {
    this.source = source;
    this.algorithms = algorithms;
  }

  /**
   * The keys of an issuer; a published set is fetched when it is first needed.
   *
   * @throws IllegalArgumentException with a sentence for whoever set it so
   */
  static IssuerKeys of(TrustedIssuer issuer) {
    if (issuer.secret().isPresent()) {
      return ofSecret(issuer.secret().get(), issuer.algorithms());
    }
    if (issuer.keyFile().isPresent()) {
      return ofFile(issuer.keyFile().get(), issuer.algorithms());
    }
    return ofSet(issuer.keySet().orElseThrow(), issuer.algorithms());
  }

  JWKSource<SecurityContext> source() {
    return source;
  }

  Set<JWSAlgorithm> algorithms() {
    return algorithms;
  }

  private static IssuerKeys ofSecret(String secret, List<String> names) {
    byte[] bytes = secret.getBytes(UTF_8);
    Set<JWSAlgorithm> algorithms = chosen(names, HMAC, Set.of(JWSAlgorithm.HS256));
    int least =
        algorithms.stream()
            .mapToInt(name -> Integer.parseInt(name.getName().substring(2)) / 8)
            .max()
            .orElseThrow();
    if (bytes.length < least) {
      throw new IllegalArgumentException("the secret needs at least " + least + " bytes");
    }
    return new IssuerKeys(only(new OctetSequenceKey.Builder(bytes).build()), algorithms);
  }

  private static IssuerKeys ofFile(Path file, List<String> names) {
    List<JWK> keys = keys(text(file));
    if (keys.isEmpty() || keys.stream().anyMatch(key -> fitting(key).isEmpty())) {
      throw new IllegalArgumentException("the key file needs RSA or elliptic curve keys");
    }
    Set<JWSAlgorithm> fitting =
        keys.stream().flatMap(key -> fitting(key).stream()).collect(Collectors.toSet());
    JWKSource<SecurityContext> source =
        keys.size() == 1 ? only(keys.get(0)) : new ImmutableJWKSet<>(new JWKSet(keys));
    return new IssuerKeys(source, chosen(names, SIGNATURES, fitting));
  }

  /** Where there is one key it does not matter by which name a token asks for it. */
  private static JWKSource<SecurityContext> only(JWK key) {
    return (selector, context) -> List.of(key);
  }

  private static IssuerKeys ofSet(URI address, List<String> names) {
    int timeout = (int) FETCH_TIMEOUT.toMillis();
    try {
      JWKSource<SecurityContext> source =
          JWKSourceBuilder.create(
                  address.toURL(), new DefaultResourceRetriever(timeout, timeout, MAX_SET_BYTES))
              .cache(KEEP_SET.toMillis(), WAIT_FOR_FETCH.toMillis())
              .refreshAheadCache(false)
              .rateLimited(JWKSourceBuilder.DEFAULT_RATE_LIMIT_MIN_INTERVAL)
              .outageTolerant(OUTAGE.toMillis())
              .build();
      Set<JWSAlgorithm> usual = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);
      return new IssuerKeys(source, chosen(names, SIGNATURES, usual));
    } catch (MalformedURLException | IllegalArgumentException e) {
      throw new IllegalArgumentException("the key set needs an address of http or https", e);
    }
  }

  private static Set<JWSAlgorithm> chosen(
      List<String> names, Set<JWSAlgorithm> possible, Set<JWSAlgorithm> usual) {
    if (names.isEmpty()) {
      return usual;
    }
    Set<JWSAlgorithm> chosen = names.stream().map(JWSAlgorithm::new).collect(Collectors.toSet());
    if (!possible.containsAll(chosen)) {
      throw new IllegalArgumentException(
          "the algorithms that go with this kind of key are "
              + possible.stream().map(JWSAlgorithm::getName).sorted().toList());
    }
    return chosen;
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > MAX_FILE_BYTES) {
        throw new IllegalArgumentException("the key file is too large");
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalArgumentException("the key file cannot be read", e);
    }
  }

  private static List<JWK> keys(String text) {
    Matcher pem = PEM.matcher(text);
    if (pem.find()) {
      return List.of(publicKey(Base64.getMimeDecoder().decode(pem.group(1))));
    }
    try {
      return text.contains("\"keys\"")
          ? JWKSet.parse(text).toPublicJWKSet().getKeys()
          : List.of(JWK.parse(text).toPublicJWK());
    } catch (ParseException e) {
      throw new IllegalArgumentException("the key file holds no public key", e);
    }
  }

  private static JWK publicKey(byte[] encoded) {
    X509EncodedKeySpec spec = new X509EncodedKeySpec(encoded);
    try {
      var key = KeyFactory.getInstance("RSA").generatePublic(spec);
      return new RSAKey.Builder((RSAPublicKey) key).build();
    } catch (GeneralSecurityException notRsa) {
      return curveKey(spec);
    }
  }

  private static JWK curveKey(X509EncodedKeySpec spec) {
    try {
      ECPublicKey key = (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(spec);
      return new ECKey.Builder(Curve.forECParameterSpec(key.getParams()), key).build();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the key file needs an RSA or elliptic curve key", e);
    }
  }

  private static Set<JWSAlgorithm> fitting(JWK key) {
    if (key instanceof RSAKey) {
      return Set.of(JWSAlgorithm.RS256);
    }
    if (key instanceof ECKey curve) {
      return SIGNATURES.stream()
          .filter(algorithm -> Curve.forJWSAlgorithm(algorithm) != null)
          .filter(algorithm -> Curve.forJWSAlgorithm(algorithm).contains(curve.getCurve()))
          .collect(Collectors.toUnmodifiableSet());
    }
    return Set.of();
  }
}
