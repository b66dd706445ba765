package dev.natter.auth;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Somebody whose tokens are believed: exactly one of secret, key file and key set is given.
 *
 * @param secret shared with the issuer, for HMAC algorithms
 * @param keyFile a public key as PEM, or a JSON Web Key or a set of them
 * @param keySet where the issuer publishes its keys
 * @param algorithms the only ones that are accepted; empty for what fits the kind of key
 * @param issuer what {@code iss} must be; empty if it is not looked at
 * @param audience what {@code aud} must hold; empty if it is not looked at
 */
public record TrustedIssuer(
    Optional<String> secret,
    Optional<Path> keyFile,
    Optional<URI> keySet,
    List<String> algorithms,
    String issuer,
    String audience,
    ClaimNames claims) {

  public TrustedIssuer {
    algorithms = List.copyOf(algorithms);
    long sources = List.of(secret, keyFile, keySet).stream().filter(Optional<?>::isPresent).count();
    if (sources != 1) {
      throw new IllegalArgumentException("give one of a secret, a key file and a key set");
    }
  }
}
