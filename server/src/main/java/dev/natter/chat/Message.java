package dev.natter.chat;

import java.time.Instant;

/**
 * What was stored, as it stands now.
 *
 * @param sequence the message's place in its room: 1, 2, 3… without gaps
 * @param at when the server took it, to the millisecond
 * @param body {@link MessageBody#GONE} once it is deleted
 * @param key the sender's idempotency key, {@link IdempotencyKey#NONE} if there was none
 */
public record Message(
    RoomId room,
    long sequence,
    Sender sender,
    Instant at,
    MessageBody body,
    IdempotencyKey key,
    References references,
    Revision revision) {

  /** A message that points at nothing, as it was posted. */
  public Message(
      RoomId room, long sequence, Sender sender, Instant at, MessageBody body, IdempotencyKey key) {
    this(room, sequence, sender, at, body, key, References.NONE, Revision.NONE);
  }

  /** The message that a draft becomes. */
  public static Message of(Draft draft, long sequence, Instant at) {
    return new Message(
        draft.room(),
        sequence,
        draft.sender(),
        at,
        draft.body(),
        draft.key(),
        draft.references(),
        Revision.NONE);
  }

  /** The message's id, unique in its namespace: the room's name, a colon, the sequence. */
  public String id() {
    return room.name() + ":" + sequence;
  }

  /** The number of its newest modification; 0 if there was none. */
  public long change() {
    return revision.change();
  }

  /** Whether only its place is left. */
  public boolean isDeleted() {
    return revision.deleted();
  }

  /** The same as the room's change of that number. */
  public Message numbered(long change) {
    return with(body, references, revision.numbered(change));
  }

  Message edited(MessageBody words, Mentions mentions, Instant now) {
    return with(words, references.with(mentions), revision.edited(now));
  }

  /** Its place, its sender and its time, and nothing else. */
  Message erased() {
    return with(MessageBody.GONE, References.NONE, revision.erased());
  }

  Message reacted(UserId user, Emoji emoji, boolean on) {
    return with(body, references, revision.reacted(user, emoji, on));
  }

  /** About how many characters it has on the wire. */
  long weight() {
    long people = revision.reactionCount() + (long) references.mentions().users().size();
    return body.json().length() + people * UserId.TYPICAL_LENGTH;
  }

  private Message with(MessageBody words, References points, Revision state) {
    return new Message(room, sequence, sender, at, words, key, points, state);
  }
}
