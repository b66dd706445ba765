package dev.natter.auth;

import dev.natter.chat.Rejected;
import java.time.Instant;

/** How a door tells a session what becomes of its recognition. */
@FunctionalInterface
public interface Farewell {

  /** Told a minute before the token expires, when that is. */
  default void expiring(Instant end) {}

  /** Told why the session is over; it must close the connection. */
  void ended(Rejected why);
}
