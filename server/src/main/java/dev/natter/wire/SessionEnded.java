package dev.natter.wire;

import dev.natter.chat.RejectCode;
import dev.natter.chat.Rejected;

/** Why the server ends a session, told just before it does. */
public record SessionEnded(RejectCode code, String message) {

  /** The reason of an end. */
  public static SessionEnded of(Rejected why) {
    return new SessionEnded(why.code(), why.sentence());
  }
}
