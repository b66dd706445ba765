package dev.natter.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Set;

/**
 * Tokens of an issuer that is trusted. The algorithms are pinned by the settings, never taken from
 * the token; keys come from the settings' one source, never from the token.
 *
 * <p>Thread: one that may block, as the issuer's keys may have to be fetched.
 */
final class ForeignTokens {

  /** How far the issuer's clock may be off. */
  static final int SKEW_SECONDS = 30;

  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
  private final ClaimReader claims;

  ForeignTokens(TrustedIssuer issuer, IssuerKeys keys, Clock clock) {
    this.claims = new ClaimReader(issuer.claims());
    Set<JWSAlgorithm> algorithms = keys.algorithms();
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, keys.source()));
    processor.setJWTClaimsSetVerifier(verifier(issuer, clock));
  }

  private static DefaultJWTClaimsVerifier<SecurityContext> verifier(
      TrustedIssuer issuer, Clock clock) {
    JWTClaimsSet.Builder exact = new JWTClaimsSet.Builder();
    if (!issuer.issuer().isEmpty()) {
      exact.issuer(issuer.issuer());
    }
    var verifier =
        new DefaultJWTClaimsVerifier<SecurityContext>(
            issuer.audience().isEmpty() ? null : Set.of(issuer.audience()),
            exact.build(),
            Set.of("exp"),
            Set.of()) {
          @Override
          protected Date currentTime() {
            return Date.from(clock.instant());
          }
        };
    verifier.setMaxClockSkew(SKEW_SECONDS);
    return verifier;
  }

  /** Whom a token names, if it is genuine and good now. */
  Identity read(SignedJWT token) throws TokenException {
    try {
      JWTClaimsSet verified = processor.process(token, null);
      Instant expires = verified.getExpirationTime().toInstant();
      return claims.identity(verified.getClaims(), expires);
    } catch (ExpiredJWTException e) {
      throw TokenException.expired();
    } catch (KeySourceException e) {
      throw TokenException.unavailable();
    } catch (BadJOSEException | JOSEException e) {
      throw TokenException.notGood();
    }
  }
}
