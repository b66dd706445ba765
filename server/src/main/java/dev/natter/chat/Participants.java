package dev.natter.chat;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Who has said their name in a room, connection by connection, for vocabularies that count them:
 * those who only listen are not counted. A connection is a participant of one room at most.
 *
 * <p>Thread: any; a room's count changes on its lane, in order with its messages.
 */
public final class Participants {

  private final Messages messages;
  private final RoomEventSink sink;
  private final ConcurrentHashMap<SessionId, Participant> participants = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<RoomId, Long> counts = new ConcurrentHashMap<>();

  /**
   * Nobody yet.
   *
   * @param messages gives the order
   * @param sink told of who enters and who goes
   */
  public Participants(Messages messages, RoomEventSink sink) {
    this.messages = messages;
    this.sink = sink;
  }

  private static final class Participant {
    private final RoomId room;
    private final Sender who;
    private boolean counted;
    private boolean gone;

    private Participant(RoomId room, Sender who) {
      this.room = room;
      this.who = who;
    }

    private synchronized boolean enters() {
      counted = !gone;
      return counted;
    }

    private synchronized boolean goes() {
      boolean was = counted;
      counted = false;
      gone = true;
      return was;
    }
  }

  /**
   * Counts a connection; one that was counted already stays as it is.
   *
   * @param entered given the count, on the lane, before the room is told
   * @param refused told if the lane is full or closed; the connection is not counted then
   */
  public void enter(
      RoomId room,
      Sender who,
      SessionId session,
      LongConsumer entered,
      Consumer<Rejected> refused) {
    Participant participant = new Participant(room, who);
    if (participants.putIfAbsent(session, participant) != null) {
      return;
    }
    messages.inOrder(
        room,
        () -> {
          if (participant.enters()) {
            long count = counts.merge(room, 1L, Long::sum);
            entered.accept(count);
            sink.publish(new ParticipantEntered(room, who, count, session));
          }
        },
        why -> {
          participants.remove(session, participant);
          refused.accept(why);
        });
  }

  /** Counts a connection no more. */
  public void leave(SessionId session) {
    Participant participant = participants.remove(session);
    if (participant != null) {
      messages.inOrder(
          participant.room,
          () -> {
            if (participant.goes()) {
              long count = uncount(participant.room);
              sink.publish(new ParticipantWent(participant.room, participant.who, count, session));
            }
          },
          why -> {
            if (participant.goes()) {
              uncount(participant.room);
            }
          });
    }
  }

  /**
   * Tells the room of a participant that it types, or no longer does: in order with its messages,
   * so that nobody seems to type what has just been read. With a full lane it is not told.
   */
  public void types(SessionId session, boolean typing) {
    Participant participant = participants.get(session);
    if (participant != null) {
      TypingChanged change = new TypingChanged(participant.room, participant.who, typing, session);
      messages.inOrder(participant.room, () -> sink.publish(change), why -> {});
    }
  }

  private long uncount(RoomId room) {
    Long left = counts.computeIfPresent(room, (key, count) -> count == 1 ? null : count - 1);
    return left == null ? 0 : left;
  }
}
