package dev.natter.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.natter.chat.Account;
import dev.natter.chat.Sender;
import dev.natter.chat.Standing;
import dev.natter.chat.UserId;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/**
 * The tokens that this server issues: JSON Web Tokens with a type of their own, so that no other
 * issuer's can pass for one, signed with HMAC and a secret that never leaves the store.
 *
 * <p>Thread: any.
 */
final class OwnTokens {

  /** How many bytes of secret they are signed with. */
  static final int KEY_BYTES = 32;

  private static final JOSEObjectType TYPE = new JOSEObjectType("natter+jwt");
  private static final String ISSUER = "natter";
  private static final String EPOCH = "epoch";
  private static final String NAME = "name";

  private final MACSigner signer;
  private final MACVerifier verifier;
  private final Clock clock;
  private final Duration life;

  OwnTokens(byte[] key, Clock clock, Duration life) {
    try {
      this.signer = new MACSigner(key);
      this.verifier = new MACVerifier(key);
    } catch (JOSEException e) {
      throw new IllegalArgumentException("the key is too short", e);
    }
    this.clock = clock;
    this.life = life;
  }

  /**
   * What one of our tokens says that was found genuine and not expired.
   *
   * @param epoch of the account that it was issued in
   * @param name of a guest; empty otherwise
   */
  record Claims(UserId user, long epoch, String name, Optional<Instant> expires) {}

  /** A token of an account; a bot's does not expire. */
  Token issue(Account account) {
    Optional<Instant> expires = end(account.standing());
    return sign(claims(account.id(), expires).claim(EPOCH, account.epoch()), expires);
  }

  /** A token with which a guest comes back as the same. */
  Token issue(Sender guest) {
    Optional<Instant> expires = end(Standing.GUEST);
    return sign(claims(guest.user(), expires).claim(NAME, guest.name()), expires);
  }

  /** Whether it claims to be one of ours. */
  static boolean areOurs(SignedJWT token) {
    return TYPE.equals(token.getHeader().getType());
  }

  /** What a token says, if it is genuine and good now. */
  Claims read(SignedJWT token) throws TokenException {
    try {
      boolean genuine =
          areOurs(token)
              && JWSAlgorithm.HS256.equals(token.getHeader().getAlgorithm())
              && token.verify(verifier);
      if (!genuine) {
        throw TokenException.notGood();
      }
      JWTClaimsSet claims = token.getJWTClaimsSet();
      Optional<Instant> expires =
          Optional.ofNullable(claims.getExpirationTime()).map(Date::toInstant);
      if (expires.isPresent() && !expires.get().isAfter(clock.instant())) {
        throw TokenException.expired();
      }
      Long epoch = claims.getLongClaim(EPOCH);
      String name = claims.getStringClaim(NAME);
      return new Claims(
          new UserId(claims.getSubject()),
          epoch == null ? 0 : epoch,
          name == null ? "" : name,
          expires);
    } catch (JOSEException | ParseException e) {
      throw TokenException.notGood();
    }
  }

  /** When a token that is issued now stops being good. */
  Optional<Instant> end(Standing standing) {
    return standing == Standing.BOT ? Optional.empty() : Optional.of(clock.instant().plus(life));
  }

  private JWTClaimsSet.Builder claims(UserId user, Optional<Instant> expires) {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .subject(user.value())
            .issueTime(Date.from(clock.instant()));
    expires.map(Date::from).ifPresent(claims::expirationTime);
    return claims;
  }

  private Token sign(JWTClaimsSet.Builder claims, Optional<Instant> expires) {
    SignedJWT token =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).type(TYPE).build(), claims.build());
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("HMAC is part of every Java platform", e);
    }
    return new Token(token.serialize(), expires);
  }
}
