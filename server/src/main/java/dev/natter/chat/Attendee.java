package dev.natter.chat;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody who belongs to a room or has it open, and whether it is there now.
 *
 * @param role empty where nobody asked for it
 * @param lastSeen when it was there last; empty of who is there, of guests, and if it is not known
 */
public record Attendee(
    Sender who, Optional<Role> role, boolean online, Optional<Instant> lastSeen) {

  static Attendee here(Sender who) {
    return new Attendee(who, Optional.empty(), true, Optional.empty());
  }

  static Attendee gone(Sender who, Optional<Instant> lastSeen) {
    return new Attendee(who, Optional.empty(), false, lastSeen);
  }

  Attendee as(Role known) {
    return new Attendee(who, Optional.of(known), online, lastSeen);
  }
}
