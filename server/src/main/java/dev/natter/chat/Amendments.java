package dev.natter.chat;

import java.util.Optional;

/**
 * The rules by which messages are modified: who may do it, and what becomes of them.
 *
 * <p>Thread: any; the rules run on the room's lane.
 */
final class Amendments {

  private static final Rejected GONE =
      new Rejected(RejectCode.NOT_FOUND, "This message was deleted.");
  private static final Rejected NOT_YOURS =
      new Rejected(RejectCode.FORBIDDEN, "Only who said it may change what a message says.");
  private static final Rejected TOO_MANY =
      new Rejected(RejectCode.LIMIT_REACHED, "This message has as many reactions as it can have.");

  private final Rooms rooms;

  Amendments(Rooms rooms) {
    this.rooms = rooms;
  }

  /** Gives a message of the caller's own other words; the same words change nothing. */
  Amendment edit(Caller caller, RoomId room, long sequence, MessageBody body) {
    return amendment(
        caller,
        room,
        sequence,
        (current, now) -> {
          if (!isOwn(caller, current)) {
            return new Answer.Refused<>(NOT_YOURS);
          }
          if (current.body().equals(body)) {
            return new Answer.Given<>(current);
          }
          Mentions mentions = MentionedNames.resolve(rooms, room, body);
          return unlessRefused(caller, Act.AMEND_OWN, current, current.edited(body, mentions, now));
        });
  }

  /** Deletes a message of the caller's own, or anybody's if it may. */
  Amendment delete(Caller caller, RoomId room, long sequence) {
    return new Amendment(
        room,
        sequence,
        caller.session(),
        (current, now) -> {
          Act act = isOwn(caller, current) ? Act.AMEND_OWN : Act.DELETE_ANY;
          Message erased = current.isDeleted() ? current : current.erased();
          return unlessRefused(caller, act, current, erased);
        });
  }

  /** Adds or takes back the caller's reaction. */
  Amendment react(Caller caller, RoomId room, long sequence, Emoji emoji, boolean on) {
    return amendment(
        caller,
        room,
        sequence,
        (current, now) -> {
          Message next = current.reacted(caller.user(), emoji, on);
          if (next.equals(current)) {
            return new Answer.Given<>(current);
          }
          boolean tooMany =
              next.revision().reactions().size() > Revision.MAX_EMOJI
                  || next.revision().reactionCount() > Revision.MAX_REACTIONS;
          if (on && tooMany) {
            return new Answer.Refused<>(TOO_MANY);
          }
          return unlessRefused(caller, Act.REACT, current, next);
        });
  }

  private static Amendment amendment(
      Caller caller, RoomId room, long sequence, Amendment.Rule rule) {
    return new Amendment(
        room,
        sequence,
        caller.session(),
        (current, now) ->
            current.isDeleted() ? new Answer.Refused<>(GONE) : rule.apply(current, now));
  }

  private Answer<Message> unlessRefused(Caller caller, Act act, Message current, Message next) {
    Optional<Rejected> refusal = rooms.refusal(caller, act, current.room());
    return refusal.isPresent() ? new Answer.Refused<>(refusal.get()) : new Answer.Given<>(next);
  }

  private static boolean isOwn(Caller caller, Message message) {
    return message.sender().user().equals(caller.user());
  }
}
