package dev.natter.wire;

import java.time.Instant;

/** The announcement that a session ends soon unless its token is refreshed. */
public record SessionExpiring(String expiresAt) {

  /** The announcement of an end. */
  public static SessionExpiring at(Instant end) {
    return new SessionExpiring(Timestamp.of(end));
  }
}
