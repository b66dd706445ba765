package dev.natter.auth;

import java.time.Instant;
import java.util.Optional;

/**
 * A token of ours; whoever has it is its user.
 *
 * @param expires empty for one that is good until it is revoked
 */
public record Token(String text, Optional<Instant> expires) {

  /** The most characters in a token that is looked at. */
  public static final int MAX_LENGTH = 8_192;

  /** Keeps the secret out of logs. */
  @Override
  public String toString() {
    return "Token[expires=" + expires + "]";
  }
}
