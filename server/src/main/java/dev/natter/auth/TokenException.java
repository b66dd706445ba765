package dev.natter.auth;

import dev.natter.chat.RejectCode;
import dev.natter.chat.Rejected;

/** A token is not good. It has no stack trace: hostile input costs little and fills no log. */
final class TokenException extends Exception {
  private static final long serialVersionUID = 1L;

  private final RejectCode code;

  private TokenException(RejectCode code, String sentence) {
    super(sentence, null, false, false);
    this.code = code;
  }

  /** It names nobody, for whatever reason: a forger learns nothing from this. */
  static TokenException notGood() {
    return new TokenException(RejectCode.UNAUTHORIZED, "The token is not good here.");
  }

  /** It was good once. */
  static TokenException expired() {
    return new TokenException(RejectCode.EXPIRED, "The token has expired. Sign in again.");
  }

  /** Its issuer's keys cannot be had now. */
  static TokenException unavailable() {
    return new TokenException(
        RejectCode.UNAVAILABLE, "Nobody can be recognised right now. Try again in a moment.");
  }

  Rejected refusal() {
    return new Rejected(code, String.valueOf(getMessage()));
  }
}
