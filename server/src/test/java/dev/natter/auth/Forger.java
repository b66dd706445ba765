package dev.natter.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;

/** Makes tokens of others, honest ones and forged ones. */
final class Forger {

  static final String SECRET = "a secret of thirty-two bytes or more";
  static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private Forger() {}

  static RSAKey rsaKey(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What an honest issuer says, good for an hour. */
  static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .subject("ada")
        .issuer("https://issuer.example")
        .audience("natter")
        .expirationTime(Date.from(NOW.plusSeconds(3600)));
  }

  static String signed(JWTClaimsSet.Builder claims, String secret) {
    return signed(new JWSHeader.Builder(JWSAlgorithm.HS256), claims, mac(secret.getBytes(UTF_8)));
  }

  static String signed(JWTClaimsSet.Builder claims, RSAKey key) {
    try {
      return signed(
          new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()),
          claims,
          new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static String signed(JWSHeader.Builder header, JWTClaimsSet.Builder claims, JWSSigner signer) {
    SignedJWT token = new SignedJWT(header.build(), claims.build());
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token.serialize();
  }

  static MACSigner mac(byte[] key) {
    try {
      return new MACSigner(key);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A token without a signature, under whatever header. */
  static String bare(String header, JWTClaimsSet.Builder claims, String signature) {
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    String payload = claims.build().toString();
    return encoder.encodeToString(header.getBytes(UTF_8))
        + "."
        + encoder.encodeToString(payload.getBytes(UTF_8))
        + "."
        + signature;
  }
}
