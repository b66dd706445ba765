package dev.natter.chat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What has become of a message since it was posted.
 *
 * @param change the number of its newest modification among those of its room, which are counted 1,
 *     2, 3…; 0 for a message as it was posted
 * @param editedAt when its body was changed last; empty if it never was
 * @param deleted whether its body is gone for good
 */
public record Revision(
    long change, Optional<Instant> editedAt, boolean deleted, List<Reaction> reactions) {

  /** The most different emoji on one message. */
  public static final int MAX_EMOJI = 20;

  /** The most reactions on one message, all emoji together. */
  public static final int MAX_REACTIONS = 500;

  /** A message as it was posted. */
  public static final Revision NONE = new Revision(0, Optional.empty(), false, List.of());

  public Revision {
    reactions = List.copyOf(reactions);
  }

  /** How many reactions there are, all emoji together. */
  int reactionCount() {
    return reactions.stream().mapToInt(reaction -> reaction.users().size()).sum();
  }

  /** The same as the room's change of that number. */
  Revision numbered(long number) {
    return new Revision(number, editedAt, deleted, reactions);
  }

  Revision edited(Instant now) {
    return new Revision(change, Optional.of(now), deleted, reactions);
  }

  /** Nothing is left of it but its place. */
  Revision erased() {
    return new Revision(change, Optional.empty(), true, List.of());
  }

  /** The same with or without a user's reaction; equal if that was so already. */
  Revision reacted(UserId user, Emoji emoji, boolean on) {
    List<Reaction> next = new ArrayList<>(reactions.size() + 1);
    boolean found = false;
    for (Reaction reaction : reactions) {
      boolean same = reaction.emoji().equals(emoji);
      found |= same;
      List<UserId> users = same ? changed(reaction.users(), user, on) : reaction.users();
      if (!users.isEmpty()) {
        next.add(new Reaction(reaction.emoji(), users));
      }
    }
    if (on && !found) {
      next.add(new Reaction(emoji, List.of(user)));
    }
    return new Revision(change, editedAt, deleted, next);
  }

  private static List<UserId> changed(List<UserId> users, UserId user, boolean on) {
    if (users.contains(user) == on) {
      return users;
    }
    List<UserId> next = new ArrayList<>(users);
    if (on) {
      next.add(user);
    } else {
      next.remove(user);
    }
    return next;
  }
}
