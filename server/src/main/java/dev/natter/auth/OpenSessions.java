package dev.natter.auth;

import dev.natter.chat.GuestNames;
import dev.natter.chat.RateLimits;
import dev.natter.chat.Rejected;
import dev.natter.chat.Sender;
import dev.natter.chat.SpaceLimits;
import dev.natter.chat.UserId;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The sessions that were let in: each is told before its token expires, and sent away when it has.
 *
 * <p>Thread: any.
 */
final class OpenSessions {

  private static final long ANNOUNCED_SECONDS = 60;

  /** One that was let in and does not begin within this time is forgotten. */
  private static final long LAPSE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final GuestNames names;
  private final RateLimits limits;
  private final Clock clock;
  private final Set<Admission> inside = ConcurrentHashMap.newKeySet();

  /** Those who are to be looked at: who has begun and stays for ever is not. */
  private final Set<Admission> watched = ConcurrentHashMap.newKeySet();

  /** How many places are taken in spaces that have a limit. */
  private final Map<String, Integer> places = new ConcurrentHashMap<>();

  OpenSessions(GuestNames names, RateLimits limits, Clock clock) {
    this.names = names;
    this.limits = limits;
    this.clock = clock;
  }

  /** Takes a session in; tells whether its space had a place. It is forgotten in either case. */
  boolean enter(Admission admission) {
    inside.add(admission);
    watch(admission);
    SpaceLimits space = limits.space(admission.namespace());
    return space.connections() == Integer.MAX_VALUE
        || places.merge(space.space(), 1, Integer::sum) <= space.connections();
  }

  /** Looks at a session from the next tick on: its token is another now. */
  void watch(Admission admission) {
    watched.add(admission);
    if (!inside.contains(admission)) {
      watched.remove(admission);
    }
  }

  private void leave(SpaceLimits space) {
    if (space.connections() != Integer.MAX_VALUE) {
      places.computeIfPresent(space.space(), (name, taken) -> taken == 1 ? null : taken - 1);
    }
  }

  /** Ends all sessions of a user, each being told why. */
  void sendAway(UserId user, Rejected why) {
    inside.stream()
        .filter(admission -> admission.caller().user().equals(user))
        .forEach(admission -> sendAway(admission, why));
  }

  /** Looks at the clock. */
  void tick() {
    Instant now = clock.instant();
    long nanos = System.nanoTime();
    for (Admission admission : watched) {
      if (admission.farewell().isEmpty() && nanos - admission.since() > LAPSE_NANOS) {
        forget(admission);
      } else if (isForEver(admission)) {
        unwatch(admission);
      } else {
        admission.expires().ifPresent(end -> look(admission, end, now));
      }
    }
  }

  private void unwatch(Admission admission) {
    watched.remove(admission);
    if (!isForEver(admission)) {
      // It was given an end at this very moment.
      watch(admission);
    }
  }

  private static boolean isForEver(Admission admission) {
    return admission.farewell().isPresent() && admission.expires().isEmpty();
  }

  private void look(Admission admission, Instant end, Instant now) {
    if (!end.isAfter(now)) {
      sendAway(admission, TokenException.expired().refusal());
    } else if (!admission.isAnnounced() && !end.minusSeconds(ANNOUNCED_SECONDS).isAfter(now)) {
      admission.farewell().ifPresent(how -> how.expiring(end));
      if (admission.farewell().isPresent()) {
        admission.announce();
      }
    }
  }

  private void sendAway(Admission admission, Rejected why) {
    if (inside.contains(admission)) {
      forget(admission);
      admission.farewell().ifPresent(how -> how.ended(why));
    }
  }

  /** Gives back what a session had that is over. */
  void forget(Admission admission) {
    if (admission.finish()) {
      inside.remove(admission);
      watched.remove(admission);
      leave(limits.space(admission.namespace()));
      Sender sender = admission.caller().sender();
      names.giveBack(admission.namespace(), sender.name(), sender.user());
      limits.forget(admission.caller().session());
    }
  }
}
