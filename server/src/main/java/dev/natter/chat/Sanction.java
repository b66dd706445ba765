package dev.natter.chat;

import java.time.Instant;

/**
 * What a room holds against somebody.
 *
 * @param mutedUntil in the past for nobody muted
 * @param reason why it was banned, at most {@value #MAX_REASON_LENGTH} characters; may be empty
 * @param address the network address that is banned with it, for guests; empty for none
 */
public record Sanction(Instant mutedUntil, boolean banned, String reason, String address) {

  /** Nothing. */
  public static final Sanction NONE = new Sanction(Instant.EPOCH, false, "", "");

  /** The most characters (UTF-16 units) in a reason. */
  public static final int MAX_REASON_LENGTH = 256;

  public Sanction {
    if (reason.length() > MAX_REASON_LENGTH) {
      throw new IllegalArgumentException("a reason has at most 256 characters");
    }
  }

  /** The same with another end of the mute. */
  public Sanction mutedUntil(Instant until) {
    return new Sanction(until, banned, reason, address);
  }

  /** The same with a ban. */
  public Sanction banned(String why, String withAddress) {
    return new Sanction(mutedUntil, true, why, withAddress);
  }

  /** Whether it matters at a time. */
  public boolean holds(Instant now) {
    return banned || mutedUntil.isAfter(now);
  }
}
