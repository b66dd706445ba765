package dev.natter.wire;

import dev.natter.chat.Caller;
import java.util.Locale;

/**
 * Who asks, as REST tells it; a session is told the same when it opens.
 *
 * @param standing {@code guest}, {@code user}, {@code bot} or {@code admin}
 */
public record ShownCaller(SessionOpened.SpokenBy user, String standing) {

  /** The spelling of a caller. */
  public static ShownCaller of(Caller caller) {
    return new ShownCaller(
        new SessionOpened.SpokenBy(caller.user().value(), caller.sender().name()),
        caller.standing().name().toLowerCase(Locale.ROOT));
  }
}
