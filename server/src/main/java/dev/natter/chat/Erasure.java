package dev.natter.chat;

import java.util.ArrayList;
import java.util.List;

/** How a user is taken out of what was said. In either way its name and its id go everywhere. */
public enum Erasure {
  /** What it said goes too; only the places stay, so that sequences stay dense. */
  REMOVE,
  /** What it said stays, said by nobody. */
  UNLINK;

  /** Who stands for those who were erased; no connection can have this id. */
  public static final Sender NOBODY = new Sender(UserId.guest("erased"), "deleted user");

  /** The message without the user; the same if that is nowhere in it. */
  Message of(Message message, UserId user) {
    boolean own = message.sender().user().equals(user);
    Message left = own && this == REMOVE ? message.erased() : message;
    Mentions mentions = left.references().mentions();
    List<UserId> others = new ArrayList<>(mentions.users());
    boolean mentioned = others.remove(user);
    Revision revision = left.revision();
    for (Reaction reaction : left.revision().reactions()) {
      revision = revision.reacted(user, reaction.emoji(), false);
    }
    if (!own && !mentioned && revision.equals(message.revision())) {
      return message;
    }
    return new Message(
        left.room(),
        left.sequence(),
        own ? NOBODY : left.sender(),
        left.at(),
        left.body(),
        own ? IdempotencyKey.NONE : left.key(),
        left.references().with(new Mentions(others, mentions.everyone())),
        revision);
  }
}
