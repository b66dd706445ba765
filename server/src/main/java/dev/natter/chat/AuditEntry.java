package dev.natter.chat;

import java.time.Instant;

/**
 * One thing that was done or refused, for those who answer for the server. It never holds what
 * people said, nor a secret.
 *
 * @param actor who did it, as far as that is known: a user's id, or a name that was tried
 * @param action what, as {@code noun:verb}
 * @param target to whom or what; empty if to nothing
 * @param namespace where, with {@code room}; empty if nowhere
 * @param outcome {@code done}, or the code of the refusal
 */
public record AuditEntry(
    Instant at,
    String actor,
    String action,
    String target,
    String namespace,
    String room,
    String address,
    String outcome) {

  /** The outcome of what was done. */
  public static final String DONE = "done";

  /** The most characters of any part; what is longer is cut. */
  public static final int MAX_PART = 200;

  public AuditEntry {
    actor = cut(actor);
    action = cut(action);
    target = cut(target);
    namespace = cut(namespace);
    room = cut(room);
    address = cut(address);
    outcome = cut(outcome);
  }

  private static String cut(String part) {
    return part.length() <= MAX_PART ? part : part.substring(0, MAX_PART);
  }
}
