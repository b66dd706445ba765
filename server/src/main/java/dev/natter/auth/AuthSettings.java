package dev.natter.auth;

import dev.natter.chat.AuthMode;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Who is let in, and how long a recognition lasts.
 *
 * @param issuer there exactly if {@link AuthMode#TOKEN} is among the modes
 * @param tokenLife how long a token of ours is good; those of bots are until they are revoked
 * @param registration whether anybody may make an account, and not administrators alone
 */
public record AuthSettings(
    Set<AuthMode> modes,
    Optional<TrustedIssuer> issuer,
    GuestNaming guestNaming,
    Duration tokenLife,
    boolean registration) {

  public AuthSettings {
    modes = Set.copyOf(modes);
    if (modes.isEmpty()) {
      throw new IllegalArgumentException("somebody must be let in");
    }
    if (modes.contains(AuthMode.TOKEN) != issuer.isPresent()) {
      throw new IllegalArgumentException("tokens of others need an issuer that is trusted");
    }
  }

  /** With accounts that anybody may make. */
  public AuthSettings(
      Set<AuthMode> modes,
      Optional<TrustedIssuer> issuer,
      GuestNaming guestNaming,
      Duration tokenLife) {
    this(modes, issuer, guestNaming, tokenLife, true);
  }

  /** Everybody is let in, as a guest. */
  public static AuthSettings open() {
    return new AuthSettings(
        Set.of(AuthMode.OPEN), Optional.empty(), GuestNaming.SUFFIX, Duration.ofDays(7));
  }

  boolean letsIn(AuthMode mode) {
    return modes.contains(mode);
  }
}
